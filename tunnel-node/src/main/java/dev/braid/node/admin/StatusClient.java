package dev.braid.node.admin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The asking end of the operator's socket, in a command's process. */
public final class StatusClient {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private StatusClient() {}

    /** Nobody answers at the socket: no node, or none that we may speak to. */
    public static final class NoNodeException extends IOException {
        private static final long serialVersionUID = 1;

        NoNodeException(String message) {
            super(message);
        }
    }

    /**
     * Sends one request and waits for its answer, a few seconds at most.
     *
     * @param request one line without its end, {@code status}
     * @return the node's JSON
     * @throws NoNodeException with what a person can do about it
     * @throws IOException with the node's own words when it refused the request
     */
    public static String ask(Path socket, String request) throws IOException {
        try (TimedChannel channel = new TimedChannel(connect(socket), DEADLINE)) {
            channel.write((request + "\n").getBytes(StandardCharsets.UTF_8));
            return checked(new String(channel.readAll(MAX_ANSWER_BYTES), StandardCharsets.UTF_8).strip());
        } catch (SocketTimeoutException e) {
            throw new IOException(
                    "the node at " + socket + " does not answer within " + DEADLINE.toSeconds()
                            + " s; see its log, 'journalctl -u braid-node'",
                    e);
        }
    }

    private static SocketChannel connect(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            throw new NoNodeException("no node is running: there is no socket " + socket
                    + ". Start one with 'braid-node run', or name its socket or file with --socket or --config");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (ConnectException e) {
            channel.close();
            throw new NoNodeException("no node is running: nobody answers at " + socket
                    + ", it was left behind. Start the node with 'braid-node run'");
        } catch (IOException e) {
            channel.close();
            throw new NoNodeException("cannot speak to the node at " + socket + ": " + e.getMessage()
                    + ". The socket is for the node's own user and group");
        }
    }

    private static String checked(String answer) throws IOException {
        try {
            JsonNode error = JSON.readTree(answer).get("error");
            if (error != null) {
                throw new IOException("the node says: " + error.asString());
            }
            return answer;
        } catch (JacksonException e) {
            throw new IOException(
                    "the answer is not whole, or not a node's; ask again, and see whether the socket is a node's", e);
        }
    }
}
