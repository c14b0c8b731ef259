package dev.braid.lab.node;

import static dev.braid.lab.node.Scrape.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.BareMptcp;
import dev.braid.lab.Iperf;
import dev.braid.lab.IperfResult;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.Ping;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do all day, from a LAN host through edge and hub to a server, counted by the nodes as it goes. */
class TrafficIT {
    /** Generous: the bench holds 0.90. */
    private static final double LEAST_OF_BARE_MPTCP = 0.80;
    /** A second that is lost at either end weighs less than in a shorter run. */
    private static final int SECONDS = 12;

    private static TestNet net;
    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        net = TestNet.running("TrafficIT", LabPlan.forTest().home());
        lab = net.lab();
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Addresses.SERVER, Addresses.SERVER_V6})
    void pingReachesTheServer(String server) throws Exception {
        double before = inbound("packets");
        var result = Ping.run(lab, "lan", server, 20, Duration.ofMillis(20));
        assertThat(result.lossRatio()).isZero();
        assertThat(result.medianRttMs()).isBetween(20.0, 60.0);
        assertThat(inbound("packets") - before).isGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {Addresses.SERVER, Addresses.SERVER_V6})
    void namesAreLookedUpOverUdp(String server) throws Exception {
        try (DnsServer _ = DnsServer.start(lab, "server")) {
            assertThat(lab.exec("lan", "dig", "+short", "+time=5", "+tries=1", "@" + server, "www.example.net"))
                    .isEqualTo(DnsServer.ANSWER + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Addresses.SERVER, Addresses.SERVER_V6})
    void largeFileArrivesWholeOverHttps(String server) throws Exception {
        try (Https https = Https.serve(net, 60)) {
            double before = inbound("bytes");
            assertThat(https.fetch("lan", server)).isEqualTo(https.sha256());
            assertThat(inbound("bytes") - before).isGreaterThan(60e6);
        }
    }

    @Test
    void carriersAreMptcpWithTheAgreedTls() throws Exception {
        for (TestNode node : List.of(net.edge(), net.hub())) {
            assertThat(node.status().tunnels().getFirst().carriers()).hasSize(4).allSatisfy(carrier -> {
                assertThat(carrier.mptcp()).isTrue();
                assertThat(carrier.protocol()).isEqualTo("TLSv1.3");
                assertThat(carrier.group()).isEqualTo("X25519MLKEM768");
                assertThat(carrier.subflows()).isEqualTo(2);
            });
            assertThat(node.scrape().sum("braid_carriers_negotiated", label("group", "X25519MLKEM768")))
                    .isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eightFlowsUseBothUplinksAndReachWhatBareMptcpDoes(boolean down) throws Exception {
        Iperf flows = Iperf.between("lan", "server", Addresses.SERVER)
                .flows(8)
                .seconds(SECONDS)
                .omitSeconds(2);
        Scrape before = net.edge().scrape();
        IperfResult tunnel = (down ? flows.reversed() : flows).run(lab);
        Scrape after = net.edge().scrape();
        double dsl = pathBytes(after, down, "dsl") - pathBytes(before, down, "dsl");
        double lte = pathBytes(after, down, "lte") - pathBytes(before, down, "lte");
        double lteShare = lte / (dsl + lte);
        double bare = bareMptcp(down);
        System.out.printf(
                "8 flows %s: %.1f Mbit/s, bare MPTCP %.1f, ratio %.3f, lte carries %.2f%n",
                down ? "down" : "up", tunnel.mbitPerSecond(), bare, tunnel.mbitPerSecond() / bare, lteShare);
        assertThat(lteShare).isBetween(0.15, 0.85);
        assertThat(tunnel.mbitPerSecond()).as("%s", tunnel).isGreaterThan(LEAST_OF_BARE_MPTCP * bare);
    }

    @Test
    void hubIsReachedOverIpv6Too() throws Exception {
        net.edge().stop();
        net.configureEdge(0, Addresses.HUB_V6, "");
        try {
            net.edge().start().awaitUp();
            assertThat(Ping.run(lab, "lan", Addresses.SERVER, 10, Duration.ofMillis(20))
                            .lossRatio())
                    .isZero();
            Await.until(
                    "both paths carry",
                    Duration.ofSeconds(10),
                    () -> net.edge().path("dsl").subflows() > 0
                            && net.edge().path("lte").subflows() > 0);
            // The kernel itself says which family the carriers are of.
            assertThat(lab.exec("edge", "ss", "-tnH", "state", "established"))
                    .contains("[" + Addresses.HUB_V6 + "]:7070")
                    .doesNotContain(Addresses.HUB + ":7070");
        } finally {
            net.edge().stop();
            net.configureEdge(0, Addresses.HUB, "");
            net.edge().start().awaitUp();
        }
    }

    /** In the same lab at the same time of day, with the nodes away. */
    private static double bareMptcp(boolean down) throws Exception {
        net.edge().stop();
        net.hub().stop();
        try (BareMptcp _ = BareMptcp.setUp(lab, 0)) {
            Iperf flows = Iperf.between("edge", "hub", Addresses.HUB)
                    .flows(8)
                    .seconds(SECONDS)
                    .omitSeconds(2)
                    .congestion("bbr")
                    .overMptcp();
            return (down ? flows.reversed() : flows).run(lab).mbitPerSecond();
        } finally {
            net.start();
        }
    }

    private static double inbound(String unit) throws Exception {
        return net.edge().scrape().sum("braid_inbound_tunnel_" + unit + "_total");
    }

    private static double pathBytes(Scrape scrape, boolean down, String path) {
        return scrape.sum(
                down ? "braid_inbound_path_bytes_total" : "braid_outbound_path_bytes_total", label("path", path));
    }
}
