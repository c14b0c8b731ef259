package dev.braid.lab;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;

/**
 * How {@code lab set} and the like speak to the {@code lab up} that holds the links. One request per connection: the client
 * writes its words in one line, the server answers a first line {@code ok} or {@code error}, then text, and closes.
 */
final class ControlSocket implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 4096;

    private final Path path;
    private final ServerSocketChannel server;
    private final Thread thread;

    /** {@code answer} takes the words of a request; what it throws as IllegalArgumentException is told to the client. */
    ControlSocket(Path path, Function<String[], String> answer) throws IOException {
        this.path = path;
        Files.createDirectories(
                path.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.deleteIfExists(path);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        this.thread = Thread.ofVirtual().name("lab-control").start(() -> serve(answer));
    }

    static Path path(String prefix) {
        return Path.of("/run/braid-lab", prefix + "control");
    }

    /** Whether somebody answers there. */
    static boolean isServed(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Asks the lab that is up.
     *
     * @throws IllegalArgumentException in the lab's words, when it refuses
     */
    static String ask(Path path, String... words) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            channel.write(ByteBuffer.wrap((String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8)));
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            int lineEnd = answer.indexOf('\n');
            if (lineEnd < 0) {
                throw new IOException("the lab went away without an answer");
            }
            if (!answer.startsWith("ok\n")) {
                throw new IllegalArgumentException(answer.substring(lineEnd + 1).strip());
            }
            return answer.substring(lineEnd + 1);
        }
    }

    private void serve(Function<String[], String> answer) {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                String line = readLine(channel);
                // Without a line it was only asked whether anybody is here.
                if (!line.isBlank()) {
                    channel.write(ByteBuffer.wrap(respond(answer, line).getBytes(StandardCharsets.UTF_8)));
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                System.err.println("a client of the lab was cut off: " + e.getMessage());
            }
        }
    }

    private static String respond(Function<String[], String> answer, String line) {
        try {
            return "ok\n" + answer.apply(line.strip().split("\\s+", -1));
        } catch (RuntimeException e) {
            return "error\n" + e.getMessage();
        }
    }

    private static String readLine(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_REQUEST_BYTES);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            if (buffer.get(buffer.position() - 1) == '\n') {
                break;
            }
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        thread.interrupt();
    }
}
