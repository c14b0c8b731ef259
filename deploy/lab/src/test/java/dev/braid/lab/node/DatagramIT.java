package dev.braid.lab.node;

import static dev.braid.lab.node.Scrape.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.Ping;
import dev.braid.node.contract.NodeStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Light packets on two paths: what a call notices of a link that goes, which is nothing. */
class DatagramIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** As often as a voice call speaks. */
    private static final Duration CALL = Duration.ofMillis(20);

    private static TestNet net;
    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        net = TestNet.running("DatagramIT", LabPlan.forTest().home());
        lab = net.lab();
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    @AfterEach
    void bothLinks() throws Exception {
        lab.link("dsl").carrier(true);
        lab.link("dsl").blackhole(false);
        lab.tryExec("net", "nft", "delete", "table", "inet", "firewall");
        Await.until("both up", PATIENCE, () -> net.edge().scrape().sum("braid_path_up") == 2, net.edge()::log);
    }

    private static double metric(TestNode node, String name) throws Exception {
        return node.scrape().sum(name);
    }

    private static double light(TestNode node, String direction) throws Exception {
        return node.scrape().sum("braid_" + direction + "_tunnel_packets_total", label("lane", "datagram"));
    }

    private static void awaitMore(Ping ping, int more) throws Exception {
        int before = ping.replies().size();
        Await.until("pings go on", PATIENCE, () -> ping.replies().size() > before + more, net.edge()::log);
    }

    private static void awaitTwoPaths(Ping ping) throws Exception {
        for (TestNode node : new TestNode[] {net.edge(), net.hub()}) {
            double sent = metric(node, "braid_outbound_datagram_packets_total");
            double doubles = metric(node, "braid_inbound_double_packets_total");
            awaitMore(ping, 20);
            Await.until(
                    "two paths are taken",
                    PATIENCE,
                    () -> metric(node, "braid_outbound_datagram_packets_total") > sent + 30
                            && metric(node, "braid_inbound_double_packets_total") > doubles + 15,
                    node::log);
        }
    }

    /** Something that changes a link. */
    private interface Act {
        void run() throws Exception;
    }

    private static void callThrough(Act cut, Act restore) throws Exception {
        try (Ping ping = Ping.start(lab, "lan", Addresses.SERVER, CALL)) {
            ping.awaitReply(PATIENCE);
            awaitTwoPaths(ping);
            double packets = light(net.edge(), "inbound");
            cut.run();
            Await.until("dsl is down", PATIENCE, () -> net.edge().path("dsl").state() == State.DOWN, net.edge()::log);
            double copies = metric(net.edge(), "braid_outbound_carrier_copy_packets_total");
            awaitMore(ping, 50);
            assertThat(light(net.edge(), "inbound")).isGreaterThan(packets + 50);
            assertThat(metric(net.edge(), "braid_outbound_carrier_copy_packets_total"))
                    .as("the carrier has the second copy while one path is left")
                    .isGreaterThan(copies);
            restore.run();
            Await.until("dsl is up", PATIENCE, () -> net.edge().path("dsl").state() == State.UP, net.edge()::log);
            awaitTwoPaths(ping);
            Pings.assertNothingLost(ping);
        }
        assertThat(metric(net.edge(), "braid_inbound_refused_datagram_packets_total"))
                .isZero();
        assertThat(metric(net.hub(), "braid_inbound_refused_datagram_packets_total"))
                .isZero();
    }

    @Test
    void aPulledCableCostsACallNothing() throws Exception {
        callThrough(() -> lab.link("dsl").carrier(false), () -> lab.link("dsl").carrier(true));
    }

    @Test
    void aSilentLinkCostsACallNothing() throws Exception {
        callThrough(() -> lab.link("dsl").blackhole(true), () -> lab.link("dsl").blackhole(false));
    }

    @Test
    void whereUdpIsRefusedPacketsGoByCarriers() throws Exception {
        try (Ping ping = Ping.start(lab, "lan", Addresses.SERVER, CALL)) {
            ping.awaitReply(PATIENCE);
            awaitTwoPaths(ping);
            lab.exec("net", "sh", "-c", """
                    nft -f - <<END
                    table inet firewall {
                      chain passing { type filter hook forward priority filter; meta l4proto udp drop; }
                    }
                    END
                    """);
            Await.until(
                    "the edge sends no datagram",
                    PATIENCE,
                    () -> isStill(ping, net.edge(), "braid_outbound_datagram_packets_total"),
                    net.edge()::log);
            Await.until(
                    "the hub neither",
                    PATIENCE,
                    () -> isStill(ping, net.hub(), "braid_outbound_datagram_packets_total"),
                    net.hub()::log);
            awaitMore(ping, 50);
            lab.exec("net", "nft", "delete", "table", "inet", "firewall");
            awaitTwoPaths(ping);
        }
    }

    /** While pings go on. */
    private static boolean isStill(Ping ping, TestNode node, String name) throws Exception {
        double before = metric(node, name);
        awaitMore(ping, 5);
        return metric(node, name) == before;
    }

    @Test
    void bulkIsNotSentTwice() throws Exception {
        double light = metric(net.edge(), "braid_outbound_datagram_packets_total");
        Iperf.between("lan", "server", Addresses.SERVER)
                .udp(20_000_000, 1_000)
                .seconds(3)
                .run(lab);
        assertThat(metric(net.edge(), "braid_outbound_datagram_packets_total") - light)
                .as("of some 7,500 packets, twice for each that was light")
                .isLessThan(500);
        assertThat(net.hub().scrape().sum("braid_inbound_tunnel_packets_total", label("lane", "packet")))
                .isGreaterThan(3_000);
    }
}
