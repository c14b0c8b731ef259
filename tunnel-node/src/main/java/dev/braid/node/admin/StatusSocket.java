package dev.braid.node.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The listening end of the operator's socket, at the running node. */
public final class StatusSocket implements AutoCloseable {
    static final int MAX_REQUEST_BYTES = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(StatusSocket.class);
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path path;
    private final ServerSocketChannel server;
    private final Map<String, Verb> verbs;
    private final Duration deadline;
    private final Thread thread;

    private StatusSocket(Path path, ServerSocketChannel server, Map<String, Verb> verbs, Duration deadline) {
        this.path = path;
        this.server = server;
        this.verbs = new TreeMap<>(verbs);
        this.deadline = deadline;
        this.thread = Thread.ofPlatform().name("braid-admin").unstarted(this::serve);
    }

    /**
     * Listens at {@code path}, in a directory made 0750 when there is none, with the socket 0660. A socket left behind by a
     * killed node is replaced.
     *
     * @throws IOException when a running node answers there already, or the place cannot be used
     */
    public static StatusSocket open(Path path, Map<String, Verb> verbs) throws IOException {
        return open(path, verbs, DEADLINE);
    }

    static StatusSocket open(Path path, Map<String, Verb> verbs, Duration deadline) throws IOException {
        makeDirectory(path.toAbsolutePath().getParent());
        removeStale(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot listen on the status socket " + path + ": " + e.getMessage(), e);
        }
        StatusSocket socket = new StatusSocket(path, server, verbs, deadline);
        socket.thread.start();
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
        try {
            thread.join(CLOSE_DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(path);
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                converse(server.accept());
            } catch (ClosedByInterruptException e) {
                return;
            } catch (ClosedChannelException e) {
                LOG.debug("status socket closed");
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("status request failed");
            }
        }
    }

    private void converse(SocketChannel client) throws IOException {
        try (TimedChannel channel = new TimedChannel(client, deadline)) {
            String request = new String(channel.readLine(MAX_REQUEST_BYTES), StandardCharsets.UTF_8);
            channel.write((answer(request) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // A verb's fault is answered; it must not end the thread that answers.
    private String answer(String request) {
        List<String> words =
                Arrays.stream(request.strip().split("\\s+")).limit(64).toList();
        Verb verb = verbs.get(words.getFirst());
        if (verb == null) {
            return error("unknown request '" + words.getFirst() + "'; this node answers " + verbs.keySet());
        }
        try {
            return verb.answer(words.subList(1, words.size()));
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("request", words.getFirst())
                    .addKeyValue("reason", e)
                    .log("request refused");
            return error(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static String error(String message) {
        return JSON.writeValueAsString(Map.of("error", message));
    }

    private static void makeDirectory(@Nullable Path directory) throws IOException {
        if (directory != null && !Files.exists(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
    }

    /** Only a socket, and only when nobody accepts there. */
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + " is not a socket; choose another 'status-socket', or move it away");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("socket", path).log("removing a socket that nobody answers");
            Files.deleteIfExists(path);
            return;
        }
        throw new IOException("a node is running already and answers at " + path
                + "; stop it, or give this one its own 'status-socket'");
    }
}
