package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.Addresses;
import dev.braid.lab.InHost;
import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.Ping;
import dev.braid.lab.PingResult;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Lane;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.PkiDirectory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who must not get in, does not, and is counted for what it was; whoever is in does not notice. */
class RefusalIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final PeerId NOBODY = new PeerId(PeerId.Kind.EDGE, "nobody");
    /** A TLS record's header that announces 512 bytes of ClientHello, and the first few of them. */
    private static final byte[] HALF_A_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    private static TestNet net;
    private static Lab lab;
    private Ping ping;
    private double handshakesBefore;

    @BeforeAll
    static void up() throws Exception {
        net = TestNet.running("RefusalIT", LabPlan.forTest().home().edges(2).withStranger());
        lab = net.lab();
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    @BeforeEach
    void startPing() throws Exception {
        handshakesBefore = handshakes();
        ping = Ping.start(lab, "lan", Addresses.SERVER, Duration.ofMillis(20));
        ping.awaitReply(PATIENCE);
    }

    /** The tunnel of {@code home} lost nothing and made no new carrier. */
    @AfterEach
    void tunnelIsUnharmed() throws Exception {
        PingResult result = ping.stop();
        // The last ones may still be under way.
        assertThat(result.replies().getLast().sequence() - result.replies().size())
                .as("lost")
                .isLessThanOrEqualTo(result.sent() / 100);
        assertThat(result.longestSilenceSeconds()).isLessThan(0.5);
        assertThat(handshakes()).isEqualTo(handshakesBefore);
        assertThat(net.edge().isUp("")).isTrue();
    }

    @Test
    void certificateOfAnotherAuthority() throws Exception {
        PkiDirectory other = PkiDirectory.create(net.home().resolve("other-pki"), "Others", InstantSource.system());
        Path files = other.issue(new PeerId(PeerId.Kind.EDGE, "home"), MONTH).files();
        assertRefused(files, hello(Hello.VERSION), "untrusted");
    }

    @Test
    void revokedCertificate() throws Exception {
        Path files =
                net.pki().issue(new PeerId(PeerId.Kind.EDGE, "gone"), MONTH).files();
        net.pki().revoke("gone");
        assertRefused(files, hello(Hello.VERSION), "revoked");
    }

    @Test
    void expiredCertificate() throws Exception {
        InstantSource past = () -> Instant.now().minus(Duration.ofDays(40));
        Path files = PkiDirectory.open(net.pki().path(), past)
                .issue(new PeerId(PeerId.Kind.EDGE, "old"), MONTH)
                .files();
        assertRefused(files, hello(Hello.VERSION), "expired");
    }

    @Test
    void hubThatPosesAsAnEdge() throws Exception {
        Path files = net.pki().issue(new PeerId(PeerId.Kind.HUB, "par"), MONTH).files();
        assertRefused(files, hello(Hello.VERSION), "wrong_kind");
    }

    @Test
    void edgeThatIsNotConfigured() throws Exception {
        assertRefused(net.pki().issue(NOBODY, MONTH).files(), hello(Hello.VERSION), "refused");
        net.pki().revoke(NOBODY.name());
    }

    @Test
    void edgeOfAnotherVersion() throws Exception {
        assertRefused(net.pki().path().resolve("issued/home2"), hello(Hello.VERSION + 1), "version");
    }

    /** An edge does not take another edge for its hub, though their certificates are of one authority. */
    @Test
    void edgeThatPosesAsAHub() throws Exception {
        TestNode victim = net.edge(1);
        victim.stop();
        net.configureEdge(1, Addresses.STRANGER, "");
        try (FalseHub _ = FalseHub.start(lab, net.pki().path().resolve("issued/home"))) {
            victim.start().awaitRunning();
            Await.until(
                    "it says why",
                    PATIENCE,
                    () -> String.valueOf(victim.status().tunnels().getFirst().reason())
                            .startsWith("wrong kind"),
                    victim::log);
        } finally {
            victim.stop();
            net.configureEdge(1, Addresses.HUB, "");
            victim.start().awaitUp();
        }
    }

    @Test
    void tlsClientWithoutCertificate() throws Exception {
        double before = net.hub().refused("tls_error");
        assertThat(lab.tryExec("stranger", "timeout", "10", "openssl", "s_client", "-connect", Addresses.HUB + ":7070"))
                .isNotZero();
        awaitRefused("tls_error", before + 1);
    }

    @Test
    void garbage() throws Exception {
        double before = net.hub().refused("not_tls");
        try (SocketChannel channel = open()) {
            channel.write(ByteBuffer.wrap(
                    "GET / HTTP/1.1\r\nHost: hub\r\n\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII)));
            awaitRefused("not_tls", before + 1);
        }
    }

    @Test
    void peerThatStopsHalfWay() throws Exception {
        double before = net.hub().refused("handshake_timeout");
        try (SocketChannel channel = open()) {
            channel.write(ByteBuffer.wrap(HALF_A_HELLO));
            assertThat(channel.read(ByteBuffer.allocate(100)))
                    .as("closed by the hub")
                    .isNegative();
        }
        awaitRefused("handshake_timeout", before + 1);
    }

    @Test
    void thousandStrangersAtOnceCostLittle() throws Exception {
        TestNode hub = net.hub();
        long descriptors = hub.descriptors();
        long resident = hub.residentBytes();
        double refused = allRefused();
        List<SocketChannel> strangers = new ArrayList<>();
        try (Iperf.Running transfer =
                Iperf.between("lan", "server", Addresses.SERVER).seconds(8).start(lab)) {
            for (int i = 0; i < 1000; i++) {
                SocketChannel channel = open();
                strangers.add(channel);
                channel.write(ByteBuffer.wrap(HALF_A_HELLO));
            }
            long most = hub.descriptors();
            Await.until(
                    "all are refused",
                    PATIENCE,
                    () -> allRefused() >= refused + 1000,
                    () -> "refused " + (allRefused() - refused));
            System.out.printf(
                    "1000 strangers: descriptors %d -> %d, resident %d -> %d MB, transfer %.1f Mbit/s%n",
                    descriptors,
                    most,
                    resident >> 20,
                    hub.residentBytes() >> 20,
                    transfer.result().mbitPerSecond());
            assertThat(most).isLessThan(descriptors + 600);
            assertThat(transfer.result().longestStallSeconds()).isLessThan(1);
        } finally {
            for (SocketChannel channel : strangers) {
                channel.close();
            }
        }
        Await.until("descriptors are back", PATIENCE, () -> hub.descriptors() <= descriptors + 2);
        assertThat(hub.residentBytes()).isLessThan(resident + (48 << 20));
        assertThat(hub.refused("crowded_out")).isPositive();
    }

    @Test
    void revocationCutsARunningTunnelWithinSeconds() throws Exception {
        net.hub().awaitUp("home2");
        double before = net.hub().refused("revoked");
        net.pki().revoke("home2");
        Await.until("it is cut", Duration.ofSeconds(5), () -> !net.hub().isUp("home2"), net.hub()::log);
        assertThat(net.hub().tunnel("home2").reason()).startsWith("revoked");
        // It tries again, and is refused at the door.
        Await.until("it is refused", PATIENCE, () -> net.hub().refused("revoked") > before);
        assertThat(Ping.run(lab, "lan2", Addresses.SERVER, 3, Duration.ofMillis(100))
                        .lossRatio())
                .isOne();
        // For the other tests: a certificate as good as the first.
        net.edge(1).stop();
        net.pki().issue(new PeerId(PeerId.Kind.EDGE, "home2"), MONTH);
        net.edge(1).start().awaitUp();
    }

    private static void assertRefused(Path files, Hello hello, String reason) throws Exception {
        double before = net.hub().refused(reason);
        try (Stranger stranger = Stranger.with(lab, files)) {
            var outcome = stranger.connect(hello);
            assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS)).isNotNull();
        }
        awaitRefused(reason, before + 1);
    }

    private static void awaitRefused(String reason, double count) throws Exception {
        Await.until(
                count + " refused as " + reason,
                PATIENCE,
                () -> net.hub().refused(reason) == count,
                () -> "There are "
                        + net.hub().scrape().series().entrySet().stream()
                                .filter(e -> e.getKey().contains("refused") && e.getValue() > 0)
                                .toList());
    }

    private static SocketChannel open() throws Exception {
        return InHost.call(lab, "stranger", () -> SocketChannel.open(new InetSocketAddress(Addresses.HUB, 7070)));
    }

    private static Hello hello(int version) {
        return new Hello(version, Lane.PACKET, new UUID(1, 2), 0, 0);
    }

    private static double allRefused() throws Exception {
        return net.hub().scrape().sum("braid_inbound_handshakes_refused_total");
    }

    /** Carriers that the hub ever had with {@code home}. */
    private static double handshakes() throws Exception {
        return net.hub().scrape().sum("braid_carrier_handshakes_total", Scrape.label("tunnel", "home"));
    }
}
