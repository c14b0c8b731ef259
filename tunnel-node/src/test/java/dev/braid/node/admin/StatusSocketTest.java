package dev.braid.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusSocketTest {
    @TempDir
    private Path directory;

    private Path path;
    private StatusSocket socket;

    @BeforeEach
    void open() throws IOException {
        path = directory.resolve("run/status.sock");
        socket = StatusSocket.open(path, verbs(), Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    private static Map<String, Verb> verbs() {
        return Map.of(
                "status", arguments -> "{\"name\":\"home\"}",
                "large", arguments -> "{\"text\":\"" + "x".repeat(5_000_000) + "\"}",
                "uplink", StatusSocketTest::uplink,
                "broken",
                        arguments -> {
                            throw new IllegalStateException("out of order");
                        });
    }

    private static String uplink(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("say which uplink");
        }
        return "{\"did\":\"" + String.join("+", arguments) + "\"}";
    }

    /** Not the deadline of the other tests, because a busy machine may need it for a large answer. */
    private void impatient() throws IOException {
        socket.close();
        socket = StatusSocket.open(path, verbs(), Duration.ofMillis(100));
    }

    @Test
    void answersVerbsWithArguments() throws IOException {
        assertThat(StatusClient.ask(path, "status")).isEqualTo("{\"name\":\"home\"}");
        assertThat(StatusClient.ask(path, "uplink disable  lte")).isEqualTo("{\"did\":\"disable+lte\"}");
        assertThat(StatusClient.ask(path, "large")).hasSizeGreaterThan(5_000_000);
    }

    @Test
    void saysWhyItRefuses() {
        assertThatIOException()
                .isThrownBy(() -> StatusClient.ask(path, "dance"))
                .withMessage("the node says: unknown request 'dance'; this node answers"
                        + " [broken, large, status, uplink]");
        assertThatIOException()
                .isThrownBy(() -> StatusClient.ask(path, "uplink"))
                .withMessage("the node says: say which uplink");
        assertThatIOException()
                .isThrownBy(() -> StatusClient.ask(path, ""))
                .withMessageContaining("unknown request ''");
    }

    @Test
    void goesOnAfterBrokenVerb() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> StatusClient.ask(path, "broken"))
                .withMessageContaining("out of order");
        assertThat(StatusClient.ask(path, "status")).isNotEmpty();
    }

    @Test
    void isNotHeldUpBySilentClient() throws IOException {
        impatient();
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThat(StatusClient.ask(path, "status")).isNotEmpty();
            assertThat(silent.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void isNotHeldUpByClientThatDoesNotRead() throws IOException {
        impatient();
        try (SocketChannel deaf = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            deaf.write(ByteBuffer.wrap("large\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(StatusClient.ask(path, "status")).isNotEmpty();
        }
    }

    @Test
    void refusesEndlessRequest() throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            client.write(ByteBuffer.wrap(new byte[StatusSocket.MAX_REQUEST_BYTES + 8192]));
            assertThatThrownBy(() -> {
                        if (client.read(ByteBuffer.allocate(1)) < 0) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(StatusClient.ask(path, "status")).isNotEmpty();
    }

    @Test
    void isForOwnerAndGroupOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void leavesRunningNodesSocketAlone() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> StatusSocket.open(path, verbs()))
                .withMessageContaining("a node is running already");
        assertThat(StatusClient.ask(path, "status")).isNotEmpty();
    }

    @Test
    void replacesSocketLeftBehind() throws IOException {
        Path left = directory.resolve("left.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(left))
                .close();
        assertThat(left).exists();
        assertThatThrownBy(() -> StatusClient.ask(left, "status"))
                .isInstanceOf(StatusClient.NoNodeException.class)
                .hasMessageContaining("it was left behind");

        try (StatusSocket again = StatusSocket.open(left, verbs())) {
            assertThat(again).isNotNull();
            assertThat(StatusClient.ask(left, "status")).isNotEmpty();
        }
    }

    @Test
    void doesNotRemoveWhatIsNoSocket() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "precious");

        assertThatIOException()
                .isThrownBy(() -> StatusSocket.open(file, verbs()))
                .withMessageContaining("not a socket");
        assertThat(file).hasContent("precious");
    }

    @Test
    void closingLeavesNeitherThreadNorSocket() throws IOException {
        socket.close();

        assertThat(path).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("braid-admin"));
        assertThatThrownBy(() -> StatusClient.ask(path, "status"))
                .isInstanceOf(StatusClient.NoNodeException.class)
                .hasMessageContaining("no node is running");
    }

    @Test
    void closesDuringConversation() throws IOException {
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            socket.close();
            assertThat(silent.isOpen()).isTrue();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("braid-admin"));
    }
}
