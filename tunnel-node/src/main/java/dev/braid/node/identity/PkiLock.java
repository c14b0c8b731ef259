package dev.braid.node.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second writer out of a pki directory, by a lock on the file {@code lock} (fcntl(2)) that the kernel releases with
 * the process, however it ends.
 */
final class PkiLock implements AutoCloseable {
    private static final String FILE = "lock";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final FileChannel channel;

    private PkiLock(FileChannel channel) {
        this.channel = channel;
    }

    static PkiLock take(Path directory) throws IOException, PkiException {
        return take(directory, PATIENCE);
    }

    /** Waits for another writer to finish: writers are done in milliseconds. */
    static PkiLock take(Path directory, Duration patience) throws IOException, PkiException {
        FileChannel channel =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadlineNs = System.nanoTime() + patience.toNanos();
        while (lockOf(channel) == null) {
            if (System.nanoTime() - deadlineNs > 0) {
                channel.close();
                throw new PkiException("another process is writing to " + directory, "try again when it is done");
            }
            pause();
        }
        return new PkiLock(channel);
    }

    /** @return absent while another process, or another thread of this one, has it */
    private static @Nullable FileLock lockOf(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the lock", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
