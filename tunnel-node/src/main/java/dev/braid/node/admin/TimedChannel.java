package dev.braid.node.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connected channel whose every act ends by one deadline. Unix sockets have no read timeout of their own in Java. */
final class TimedChannel implements AutoCloseable {
    private static final int CHUNK_BYTES = 8192;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long deadlineNs;

    /** Takes over {@code channel} and closes it in the end. */
    TimedChannel(SocketChannel channel, Duration deadline) throws IOException {
        this.channel = channel;
        this.deadlineNs = System.nanoTime() + deadline.toNanos();
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, 0);
    }

    /** Up to and without the first {@code '\n'}, or to the end of the stream. */
    byte[] readLine(int maxBytes) throws IOException {
        return read(maxBytes, true);
    }

    byte[] readAll(int maxBytes) throws IOException {
        return read(maxBytes, false);
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private byte[] read(int maxBytes, boolean untilNewline) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        while (true) {
            int lengthBytes = channel.read(chunk.clear());
            if (lengthBytes < 0) {
                return all.toByteArray();
            }
            if (lengthBytes == 0) {
                await(SelectionKey.OP_READ);
            }
            for (int i = 0; i < lengthBytes; i++) {
                if (untilNewline && chunk.get(i) == '\n') {
                    return all.toByteArray();
                }
                all.write(chunk.get(i));
            }
            if (all.size() > maxBytes) {
                throw new IOException("more than " + maxBytes + " bytes");
            }
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        long leftMs = Duration.ofNanos(deadlineNs - System.nanoTime()).toMillis();
        if (leftMs <= 0 || selector.select(leftMs) == 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (channel;
                selector) {
            key.cancel();
        }
    }
}
