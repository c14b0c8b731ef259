package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.InNamespace;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.Sockets;
import dev.braid.node.linux.TransparentSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which connections of an edge's own the stream lane takes. The tunnel is a cable here, so what goes by the packet lane arrives.
 *
 * <pre>
 *   edge: braid0 10.77.0.2 ---- far0 10.77.0.1, 203.0.113.7 :server
 * </pre>
 */
class StreamPacketsIT {
    private static final List<Prefix> INNER = Specs.prefixes("10.77.0.2/16");
    private static final InetAddress SERVER = InetAddress.ofLiteral("203.0.113.7");
    private static final int PATIENCE_MS = 20_000;
    private static final int QUIET_MS = 500;

    @TempDir
    Path directory;

    @Test
    void whatIsUnderWayByThePacketLaneStaysThere() throws Exception {
        inTopology((listener, server) -> {
            try (Host host = Host.open(directory);
                    Socket early = connect(server);
                    Socket accepted = server.accept()) {
                take(host, listener);

                try (Socket late = connect(server)) {
                    InNamespace.awaitReadable(listener);
                    assertThat(late.isConnected()).isTrue();
                    early.getOutputStream().write(7);
                    assertThat(accepted.getInputStream().read()).isEqualTo(7);
                }
            }
        });
    }

    @Test
    void whatWasTakenStaysTakenWhenItsServerIsNoLongerBehindTheTunnel() throws Exception {
        inTopology((listener, server) -> {
            try (Host host = Host.open(directory)) {
                take(host, listener);
                try (Socket early = connect(server)) {
                    InNamespace.awaitReadable(listener);
                    InNamespace.addVethPair("office0", "office1");
                    HostSnapshot.run("ip", "route", "add", "203.0.113.0/24", "dev", "office0");
                    take(host, listener);
                    HostSnapshot.run("ip", "route", "del", "203.0.113.0/24", "dev", "office0");

                    early.setSoTimeout(QUIET_MS);
                    early.getOutputStream().write(7);
                    // The server would answer a stranger's byte by a reset.
                    assertThatThrownBy(() -> early.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                    try (Socket late = connect(server);
                            Socket accepted = server.accept()) {
                        late.getOutputStream().write(8);
                        assertThat(accepted.getInputStream().read()).isEqualTo(8);
                    }
                }
            }
        });
    }

    private static void take(Host host, int listener) throws IOException {
        host.bring("streams", StreamSetup.edge(Specs.edge(Traffic.ALL), host.view(), port(listener), INNER));
    }

    private static int port(int listener) {
        return Objects.requireNonNull(Sockets.localAddress(listener)).getPort();
    }

    private static Socket connect(ServerSocket server) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(SERVER, server.getLocalPort()), PATIENCE_MS);
        return socket;
    }

    private interface Body {
        void run(int listener, ServerSocket server) throws Exception;
    }

    private static void inTopology(Body body) throws Exception {
        InNamespace.run(() -> {
            ExecutorService far = Executors.newSingleThreadExecutor();
            int listener = TransparentSocket.listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
            try {
                String thread = at(far, () -> {
                    Libc.check("unshare(CLONE_NEWNET)", Libc.unshare(Libc.CLONE_NEWNET));
                    return Files.readSymbolicLink(Path.of("/proc/thread-self"))
                            .getFileName()
                            .toString();
                });
                InNamespace.addVethPair("braid0", "far0");
                HostSnapshot.run("ip", "link", "set", "far0", "netns", thread);
                HostSnapshot.run("ip", "address", "add", "10.77.0.2/16", "dev", "braid0");
                HostSnapshot.run("ip", "route", "add", "default", "via", "10.77.0.1");
                at(far, () -> HostSnapshot.run("ip", "link", "set", "lo", "up"));
                at(far, () -> HostSnapshot.run("ip", "link", "set", "far0", "up"));
                at(far, () -> HostSnapshot.run("ip", "address", "add", "10.77.0.1/16", "dev", "far0"));
                at(far, () -> HostSnapshot.run("ip", "address", "add", "203.0.113.7/32", "dev", "lo"));
                try (ServerSocket server = at(far, () -> new ServerSocket(0, 8, SERVER))) {
                    server.setSoTimeout(PATIENCE_MS);
                    body.run(listener, server);
                }
            } finally {
                Libc.close(listener);
                far.shutdownNow();
                far.awaitTermination(10, TimeUnit.SECONDS);
            }
        });
    }

    private static <T> T at(ExecutorService place, Callable<T> task) throws Exception {
        return place.submit(task).get();
    }
}
