package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.Addresses;
import dev.braid.lab.InHost;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LabProcess;
import dev.braid.lab.Pause;
import dev.braid.node.contract.NodeStatus.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP connections on carriers of their own when something breaks, and when there are many. */
class StreamFailureIT {
    private static final int PORT = 5000;
    private static final int TIMEOUT_MS = 30_000;

    private TestNet net;
    private Lab lab;

    @BeforeEach
    void up() throws Exception {
        net = TestNet.streaming("StreamFailureIT", LabPlan.forTest().home(), "10.20.0.0/16");
        lab = net.lab();
        awaitTaking();
    }

    @AfterEach
    void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    private void awaitTaking() throws Exception {
        Await.until(
                "TCP is taken",
                Duration.ofSeconds(30),
                () -> lab.exec("edge", "nft", "list", "tables").contains("braid_streams")
                        && net.edge().scrape().sum("braid_pool_carriers_idle") > 0,
                net.edge()::log);
    }

    private ServerSocket listen() throws IOException {
        return InHost.call(lab, "server", () -> {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("::", PORT), 1_000);
            socket.setSoTimeout(TIMEOUT_MS);
            return socket;
        });
    }

    private Socket connect() throws IOException {
        return InHost.call(lab, "lan", () -> {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(Addresses.SERVER, PORT), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            return socket;
        });
    }

    private static void exchange(Socket client, Socket server) throws IOException {
        server.setSoTimeout(TIMEOUT_MS);
        client.getOutputStream().write('q');
        assertThat(server.getInputStream().read()).isEqualTo('q');
        server.getOutputStream().write('a');
        assertThat(client.getInputStream().read()).isEqualTo('a');
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge", "hub"})
    void killedNodeResetsItsConnectionsAtOnce(String which) throws Exception {
        TestNode node = which.equals("edge") ? net.edge() : net.hub();
        try (ServerSocket listener = listen()) {
            try (Socket client = connect();
                    Socket server = listener.accept()) {
                exchange(client, server);
                node.kill();
                long startNs = System.nanoTime();
                assertThatThrownBy(() -> client.getInputStream().read())
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
                assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(3));
            }
            node.start().awaitUp();
            awaitTaking();
            try (Socket client = connect();
                    Socket server = listener.accept()) {
                exchange(client, server);
            }
        }
    }

    /** It cannot leave the path it began on; there was a time when it was ended after ten seconds. */
    @Test
    void whatBeganAsPlainTcpGoesOnBesideMptcp() throws Exception {
        net.edge().stop();
        Middlebox.strip(lab, "dsl");
        lab.link("lte").carrier(false);
        net.edge().start().awaitUp();
        awaitTaking();
        try (ServerSocket listener = listen();
                Socket client = connect();
                Socket server = listener.accept()) {
            exchange(client, server);
            lab.link("lte").carrier(true);
            Await.until(
                    "dsl is left alone",
                    Duration.ofSeconds(30),
                    () -> net.edge().path("lte").state() == State.UP
                            && net.edge().path("dsl").state() == State.DOWN,
                    net.edge()::log);
            for (int i = 0; i < 12; i++) {
                exchange(client, server);
                Pause.of(Duration.ofSeconds(1));
            }
            exchange(client, server);
        }
    }

    @Test
    void downloadSurvivesASilentUplink() throws Exception {
        try (Https https = Https.serve(net, 60)) {
            LabProcess fetch = https.startFetch("lan", Addresses.SERVER);
            double before = net.edge().scrape().sum("braid_inbound_tunnel_bytes_total");
            Await.until(
                    "the download is under way",
                    Duration.ofSeconds(30),
                    () -> net.edge().scrape().sum("braid_inbound_tunnel_bytes_total") - before > 10e6);
            lab.link("dsl").blackhole(true);
            assertThat(Https.fetched(fetch)).isEqualTo(https.sha256());
        } finally {
            lab.link("dsl").blackhole(false);
        }
    }

    /** More than the pool has ready; every one is served, and nothing is left of them. */
    @Test
    void hundredsAtOnceAreAllServed() throws Exception {
        int count = 400;
        long descriptors = net.edge().descriptors();
        List<Socket> sockets = new ArrayList<>();
        try (ServerSocket listener = listen()) {
            for (int i = 0; i < count; i++) {
                sockets.add(connect());
            }
            List<Socket> servers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                servers.add(listener.accept());
            }
            for (Socket client : sockets) {
                client.getOutputStream().write('q');
            }
            for (Socket server : servers) {
                server.setSoTimeout(TIMEOUT_MS);
                assertThat(server.getInputStream().read()).isEqualTo('q');
            }
            sockets.addAll(servers);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(net.edge().scrape().sum("braid_outbound_refused_streams_total"))
                .isZero();
        Await.until(
                "no flow is left",
                Duration.ofSeconds(30),
                () -> net.edge().scrape().sum("braid_streams_open") == 0);
        // What stays is the pool: it keeps what was needed lately.
        double carriers = net.edge().scrape().sum("braid_carriers_up");
        assertThat((double) net.edge().descriptors()).isLessThan(descriptors + carriers);
        assertThat(net.edge().residentBytes()).isLessThan(512_000_000);
        assertThat(net.hub().residentBytes()).isLessThan(512_000_000);
    }
}
