package dev.braid.node.identity;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what an {@link IOException} of the file system means; its own message is often nothing but a path. */
final class FileFault {
    private FileFault() {}

    /** The rest of a sentence that begins with the file's name. */
    static String describe(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "does not exist";
            case AccessDeniedException _ -> "may not be read or written by this user";
            case FileAlreadyExistsException _ -> "exists already";
            case DirectoryNotEmptyException _ -> "is not empty";
            case NotDirectoryException _ -> "is not a directory";
            case FileSystemException other when other.getReason() != null -> "failed: " + other.getReason();
            default -> "failed: " + e.getMessage();
        };
    }
}
