package dev.braid.control.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.springframework.beans.factory.DisposableBean;

/** Where this instance keeps its files, 0700. One process at a time: the lock goes with the process, however it ends. */
public final class DataDirectory implements DisposableBean {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final FileChannel lock;

    public DataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
        this.lock = open(this.path);
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a file that only its owner may read; it appears complete or not at all. */
    public void writeSecret(String name, byte[] content) {
        Path making = file(name + ".new");
        try {
            Files.deleteIfExists(making);
            Files.createFile(making, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try (FileChannel channel = FileChannel.open(making, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(content));
                channel.force(true);
            }
            Files.move(making, file(name), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(name), e);
        }
    }

    public void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file(name), e);
        }
    }

    @Override
    public void destroy() throws IOException {
        lock.close();
    }

    private static FileChannel open(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new StartException("the data directory " + path
                        + " is in use by another braid-control; stop it, or give this one a directory of its own"
                        + " (--braid.data-directory=DIR)");
            }
            return channel;
        } catch (IOException e) {
            throw new StartException(
                    "the data directory " + path + " cannot be used (" + e + "); make it writable for this user,"
                            + " or name another one with --braid.data-directory=DIR",
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
