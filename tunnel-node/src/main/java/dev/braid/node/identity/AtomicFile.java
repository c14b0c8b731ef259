package dev.braid.node.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * Writes that leave the old file or the new one, whole, whatever interrupts them; and files that have their mode from the
 * first moment, because between a creation and a chmod anybody may open them.
 */
public final class AtomicFile {
    /** Modes for secrets, and for what every peer may see. */
    public static final String SECRET = "rw-------";

    public static final String PUBLIC = "rw-r--r--";
    private static final String DIRECTORY = "rwx------";
    private static final String UNFINISHED = ".unfinished-";
    private static final SecureRandom RANDOM = new SecureRandom();

    private AtomicFile() {}

    /** Creates a file that must not exist (O_EXCL) and brings it to the disk. */
    public static void create(Path file, byte[] content, String mode) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Replaces a file, or makes it, in one step: temporary file, fsync, rename, fsync of the directory. */
    public static void replace(Path file, byte[] content, String mode) throws IOException {
        Path unfinished = unfinishedBeside(file);
        try {
            create(unfinished, content, mode);
            moveInto(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** rename(2): replaces a file or an empty directory, and fails for a directory with something in it. */
    static void moveInto(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncDirectoryOf(to);
    }

    public static void createDirectory(Path directory) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(DIRECTORY)));
    }

    /** A name in the same directory, hence on the same file system, that {@link #sweep} knows again. */
    static Path unfinishedBeside(Path file) {
        byte[] suffix = new byte[6];
        RANDOM.nextBytes(suffix);
        return file.resolveSibling(
                "." + file.getFileName() + UNFINISHED + HexFormat.of().formatHex(suffix));
    }

    /** Removes what interrupted writes left in a directory; the caller holds the lock that keeps writers out. */
    public static void sweep(Path directory) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, ".*" + UNFINISHED + "*")) {
            for (Path leftover : leftovers) {
                delete(leftover);
            }
        }
    }

    /** Removes a file, or a directory with the files in it. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    delete(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /** A rename survives a power cut only when its directory is on the disk too. */
    private static void syncDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
