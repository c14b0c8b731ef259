package dev.braid.lab.bench;

import dev.braid.lab.Lab;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.LongConsumer;

/**
 * A server in a host of the lab that answers each request with as many bytes as it asks for, and the client's side of it. Every byte of an
 * answer is known from the request, so that a lost, doubled or foreign one is noticed. One virtual thread for each connection.
 *
 * <pre>
 *   request:  | answer bytes 8 | key 8 | zeros up to 1,000 bytes in all |      answer:  longs that follow from key and place
 * </pre>
 */
final class Answers implements AutoCloseable {
    static final int REQUEST_BYTES = 1_000;
    private static final int BACKLOG = 4_096;
    private static final int BUFFER_BYTES = 64 * 1024;
    /** Every second long's place in a sequence that repeats late. */
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private final ServerSocketChannel listener;

    private Answers(ServerSocketChannel listener) {
        this.listener = listener;
    }

    static Answers serve(Lab lab, String host, int port) throws IOException {
        Answers answers = new Answers(lab.call(host, () -> {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress("::", port), BACKLOG);
            return channel;
        }));
        Thread.ofVirtual().name("answers").start(answers::accept);
        return answers;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void serve(SocketChannel client) {
        try (client) {
            ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES);
            while (readFully(client, request.clear())) {
                answer(client, request.getLong(0), request.getLong(8));
            }
        } catch (IOException e) {
            // The client is gone; what it missed, it says.
        }
    }

    private static void answer(SocketChannel client, long bytes, long key) throws IOException {
        ByteBuffer out = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, (bytes + 7) & ~7L));
        long at = 0;
        while (at < bytes) {
            out.clear();
            for (long place = at; out.hasRemaining(); place += 8) {
                out.putLong(key + (place + 1) * STEP);
            }
            out.flip().limit((int) Math.min(out.limit(), bytes - at));
            at += out.limit();
            while (out.hasRemaining()) {
                client.write(out);
            }
        }
    }

    /** Asks for {@code bytes}, a multiple of 8, and checks them all; {@code progress} is told how many have come, with each read. */
    static void ask(SocketChannel server, long bytes, long key, LongConsumer progress) throws IOException {
        ByteBuffer request =
                ByteBuffer.allocate(REQUEST_BYTES).putLong(bytes).putLong(key).clear();
        while (request.hasRemaining()) {
            server.write(request);
        }
        ByteBuffer in = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, bytes));
        long at = 0;
        while (at < bytes) {
            in.limit((int) Math.min(in.capacity(), in.position() + bytes - at - in.position()));
            if (server.read(in) < 0) {
                throw new EOFException("an answer ended after " + (at + in.position()) + " of " + bytes + " bytes");
            }
            progress.accept(at + in.position());
            in.flip();
            while (in.remaining() >= 8) {
                if (in.getLong() != key + (at + 1) * STEP) {
                    throw new IOException("an answer is wrong at byte " + at);
                }
                at += 8;
            }
            in.compact();
        }
    }

    /** Whether an answer of a few bytes comes in time. */
    static boolean answers(Socket server, int timeoutMs) throws IOException {
        server.setSoTimeout(timeoutMs);
        server.getOutputStream()
                .write(ByteBuffer.allocate(REQUEST_BYTES).putLong(8).array());
        return server.getInputStream().readNBytes(8).length == 8;
    }

    /** Whether there was another request. */
    private static boolean readFully(SocketChannel from, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (from.read(into) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
