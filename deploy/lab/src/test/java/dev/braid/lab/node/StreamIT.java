package dev.braid.lab.node;

import static dev.braid.lab.node.Scrape.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.Addresses;
import dev.braid.lab.InHost;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TCP connections from a LAN host to a server, each on a carrier of its own: what both ends see of each other, as sockets.
 *
 * <pre>
 *  lan === edge ~~~ a carrier per connection ~~~ hub === server
 * </pre>
 */
class StreamIT {
    private static final int PORT = 5000;
    private static final int TIMEOUT_MS = 15_000;

    private static TestNet net;
    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        net = TestNet.streaming("StreamIT", LabPlan.forTest().home(), "");
        lab = net.lab();
        Await.until("carriers to spare", Duration.ofSeconds(20), () -> pool("idle") >= 16, net.edge()::log);
        Await.until("TCP is taken", Duration.ofSeconds(10), StreamIT::isTaken, net.edge()::log);
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    private static boolean isTaken() throws IOException {
        return lab.exec("edge", "nft", "list", "tables").contains("braid_streams");
    }

    private static double pool(String state) throws IOException {
        return net.edge().scrape().sum("braid_pool_carriers_" + state);
    }

    private static double opened() throws IOException {
        return net.edge().scrape().sum("braid_outbound_opened_streams_total");
    }

    private static double bytes(String direction, String lane) throws IOException {
        return net.edge().scrape().sum("braid_" + direction + "_tunnel_bytes_total", label("lane", lane));
    }

    private static double refused(TestNode node, String direction, String reason) throws IOException {
        return node.scrape().sum("braid_" + direction + "_refused_streams_total", label("reason", reason));
    }

    private static ServerSocket listen(int port) throws IOException {
        return listen("server", port);
    }

    private static ServerSocket listen(String host, int port) throws IOException {
        return InHost.call(lab, host, () -> {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("::", port));
            socket.setSoTimeout(TIMEOUT_MS);
            return socket;
        });
    }

    private static Socket connect(String address, int port) throws IOException {
        return connect("lan", address, port);
    }

    private static Socket connect(String host, String address, int port) throws IOException {
        return InHost.call(lab, host, () -> {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(address, port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            return socket;
        });
    }

    private static Socket accept(ServerSocket listener) throws IOException {
        Socket socket = listener.accept();
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {Addresses.SERVER, Addresses.SERVER_V6})
    void largeFileArrivesWholeAndPastThePacketLane(String server) throws Exception {
        try (Https https = Https.serve(net, 40)) {
            double streamed = bytes("inbound", "stream");
            double tunnelled = bytes("inbound", "packet");
            assertThat(https.fetch("lan", server)).isEqualTo(https.sha256());
            assertThat(bytes("inbound", "stream") - streamed).isBetween(40e6, 41e6);
            assertThat(bytes("inbound", "packet") - tunnelled).isLessThan(100e3);
        }
    }

    @Test
    void eachSideEndsItsDirectionForItself() throws Exception {
        try (ServerSocket listener = listen(PORT);
                Socket client = connect(Addresses.SERVER, PORT);
                Socket server = accept(listener)) {
            client.getOutputStream().write(text("question"));
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(text("question"));
            server.getOutputStream().write(text("long after"));
            server.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(text("long after"));
        }
    }

    @Test
    void serverMaySpeakFirstAndEndFirst() throws Exception {
        try (ServerSocket listener = listen(PORT);
                Socket client = connect(Addresses.SERVER, PORT);
                Socket server = accept(listener)) {
            server.getOutputStream().write(text("welcome"));
            server.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(text("welcome"));
            client.getOutputStream().write(text("thanks"));
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(text("thanks"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resetIsPassedOn(boolean byServer) throws Exception {
        try (ServerSocket listener = listen(PORT);
                Socket client = connect(Addresses.SERVER, PORT);
                Socket server = accept(listener)) {
            Socket breaks = byServer ? server : client;
            Socket sees = byServer ? client : server;
            sees.getOutputStream().write(text("x"));
            assertThat(breaks.getInputStream().read()).isEqualTo('x');
            breaks.setSoLinger(true, 0);
            breaks.close();
            assertThatThrownBy(() -> sees.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void carriersServeOneConnectionAfterTheOther() throws Exception {
        double handshakes = net.edge().scrape().sum("braid_carrier_handshakes_total");
        double before = opened();
        try (ServerSocket listener = listen(PORT)) {
            for (int i = 0; i < 100; i++) {
                try (Socket client = connect(Addresses.SERVER, PORT);
                        Socket server = accept(listener)) {
                    client.getOutputStream().write(text("question " + i));
                    client.shutdownOutput();
                    assertThat(server.getInputStream().readAllBytes()).isEqualTo(text("question " + i));
                    if (i % 3 == 0) {
                        server.setSoLinger(true, 0); // broken off: the carrier is clean all the same
                    } else {
                        server.getOutputStream().write(text("answer " + i));
                        server.shutdownOutput();
                        assertThat(client.getInputStream().readAllBytes()).isEqualTo(text("answer " + i));
                    }
                }
            }
        }
        assertThat(opened() - before).isEqualTo(100);
        assertThat(net.edge().scrape().sum("braid_carrier_handshakes_total") - handshakes)
                .isLessThan(20);
        Await.until("all carriers are idle again", Duration.ofSeconds(5), () -> pool("busy") == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.2, 81, connection_refused", // nobody listens
        "203.0.113.1, 7070, this_node", // the hub's carriers
        "10.77.0.1, 8080, this_node", // the hub inside the tunnel
        "10.77.0.9, 80, other_edge",
        "169.254.7.7, 80, link_local",
        "10.99.0.1, 80, not_granted",
        "fd99::1, 80, not_granted"
    })
    void whatCannotBeReachedIsRefusedSoonAndCounted(String address, int port, String reason) throws Exception {
        double here = refused(net.edge(), "outbound", reason);
        double there = refused(net.hub(), "inbound", reason);
        long startNs = System.nanoTime();
        try (Socket client = connect(address, port)) {
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(2));
        assertThat(refused(net.edge(), "outbound", reason) - here).isEqualTo(1);
        assertThat(refused(net.hub(), "inbound", reason) - there).isEqualTo(1);
    }

    /** They leave with the frame that opens the flow; behind it, the kernel would give them to the other link. */
    @Test
    void requestsTakeTheQuickestLink() throws Exception {
        byte[] request = new byte[8_000];
        int count = 60;
        double before = outbound("dsl");
        try (ServerSocket listener = listen(PORT)) {
            for (int i = 0; i < count; i++) {
                try (Socket client = connect(Addresses.SERVER, PORT)) {
                    client.getOutputStream().write(request);
                    try (Socket server = accept(listener)) {
                        assertThat(server.getInputStream().readNBytes(request.length))
                                .hasSize(request.length);
                    }
                }
            }
        }
        Await.until(
                "dsl has carried most of them",
                Duration.ofSeconds(20),
                () -> outbound("dsl") - before > count * request.length / 2.0,
                () -> "lte: " + outbound("lte"));
    }

    private static double outbound(String path) throws IOException {
        return net.edge().scrape().sum("braid_outbound_path_bytes_total", label("path", path));
    }

    /** What is no TCP goes by the packet lane, where the hub's firewall table has the same rules. */
    @ParameterizedTest
    @CsvSource({"10.77.0.1, this_node", "10.77.0.9, other_edge", "10.99.0.1, not_granted", "fd99::1, not_granted"})
    void packetsThatTheHubRefusesAreCountedAndShown(String address, String reason) throws Exception {
        double before = refusedPackets(reason);
        try (DatagramSocket socket = InHost.call(lab, "lan", () -> new DatagramSocket())) {
            socket.send(new DatagramPacket(text("x"), 1, new InetSocketAddress(address, PORT)));
        }
        Await.until(
                "a packet more is counted",
                Duration.ofSeconds(30),
                () -> refusedPackets(reason) == before + 1,
                net.hub()::log);
        assertThat(net.hub().status().refusedPackets().get(reason)).isEqualTo((long) before + 1);
    }

    private static double refusedPackets(String reason) throws IOException {
        return net.hub().scrape().sum("braid_inbound_refused_packets_total", label("reason", reason));
    }

    @Test
    void listNamesWhoSpeaksWithWhomAndNothingElse() throws Exception {
        try (ServerSocket listener = listen(PORT);
                Socket client = connect(Addresses.SERVER, PORT);
                Socket server = accept(listener)) {
            client.getOutputStream().write(text("secret"));
            assertThat(server.getInputStream().readNBytes(6)).isEqualTo(text("secret"));
            String from = "192.168.10.2:" + client.getLocalPort();
            assertThat(net.edge().flows().flows()).anySatisfy(flow -> {
                assertThat(flow.direction()).isEqualTo("outbound");
                assertThat(flow.source()).isEqualTo(from);
                assertThat(flow.destination()).isEqualTo(Addresses.SERVER + ":" + PORT);
                assertThat(flow.bytesOut()).isEqualTo(6);
                assertThat(flow.paths()).isNotEmpty().isSubsetOf("dsl", "lte");
            });
            assertThat(net.hub().flows().flows())
                    .anySatisfy(flow -> assertThat(flow.source()).isEqualTo(from));
            assertThat(net.edge().flows().json()).doesNotContain("secret");
        }
    }

    /** The other way round: by a carrier that the edge has lent to its hub, and under the maker's own address. */
    @Test
    void hostsBehindTheHubReachTheLan() throws Exception {
        lab.exec("server", "ip", "route", "replace", "192.168.10.0/24", "via", "198.51.100.1");
        Await.until(
                "the hub takes what is for the LAN",
                Duration.ofSeconds(30),
                () -> lab.exec("hub", "nft", "list", "ruleset").matches("(?s).*braid_streams.*192\\.168\\.10\\.0/24.*"),
                net.hub()::log);
        double before = net.hub().scrape().sum("braid_outbound_opened_streams_total");
        try (ServerSocket listener = listen("lan", PORT);
                Socket client = connect("server", "192.168.10.2", PORT);
                Socket lan = accept(listener)) {
            assertThat(lan.getInetAddress().getHostAddress()).isEqualTo(Addresses.SERVER);
            client.getOutputStream().write(text("question"));
            client.shutdownOutput();
            assertThat(lan.getInputStream().readAllBytes()).isEqualTo(text("question"));
            lan.getOutputStream().write(text("answer"));
            lan.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(text("answer"));
        }
        assertThat(net.hub().scrape().sum("braid_outbound_opened_streams_total") - before)
                .isEqualTo(1);
    }

    /** A reader that does not read holds its server back, not the nodes' memory. */
    @Test
    void slowReaderHoldsUpTheSender() throws Exception {
        int length = 60_000_000;
        try (ServerSocket listener = listen(PORT);
                Socket client = connect(Addresses.SERVER, PORT);
                Socket server = accept(listener)) {
            double before = bytes("inbound", "stream");
            Thread sending = Thread.ofPlatform().start(() -> send(server, length));
            long[] last = {-1};
            Await.until("nothing moves any more", Duration.ofSeconds(20), () -> {
                long now = (long) bytes("inbound", "stream");
                boolean still = now == last[0] && now > before;
                last[0] = now;
                Thread.sleep(500); // long enough that a moving stream would have moved
                return still;
            });
            assertThat(last[0] - before).isLessThan(length / 2.0);
            assertThat(client.getInputStream().readNBytes(length)).hasSize(length);
            sending.join();
        }
    }

    private static void send(Socket to, int length) {
        byte[] block = new byte[100_000];
        try {
            for (int sent = 0; sent < length; sent += block.length) {
                to.getOutputStream().write(block);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
