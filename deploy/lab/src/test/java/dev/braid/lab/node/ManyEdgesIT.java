package dev.braid.lab.node;

import static dev.braid.lab.node.Scrape.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.Iperf;
import dev.braid.lab.IperfResult;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LinkShape;
import dev.braid.lab.Ping;
import dev.braid.lab.PingResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three edges on one hub: each is served, none harms or reaches another. */
class ManyEdgesIT {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final double SUM_OF_LINKS_MBIT = 30;
    /** More packets than this lost: the flood asks for more than its links give. */
    private static final int FELT_DROPS = 1000;

    private static TestNet net;
    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        LabPlan plan = LabPlan.forTest()
                .uplink("dsl", LinkShape.of(20, 5, 50))
                .uplink("lte", LinkShape.of(10, 10, 50))
                .edges(3);
        net = TestNet.running("ManyEdgesIT", plan);
        lab = net.lab();
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    @Test
    void eachReachesTheServer() throws Exception {
        for (int e = 0; e < 3; e++) {
            String lan = e == 0 ? "lan" : "lan" + (e + 1);
            for (String server : List.of(Addresses.SERVER, Addresses.SERVER_V6)) {
                assertThat(loss(lan, server)).as(lan + " to " + server).isZero();
            }
            assertThat(net.hub().scrape().sum("braid_tunnel_up", label("tunnel", TestNet.edgeName(e))))
                    .isEqualTo(1);
        }
    }

    @Test
    void edgesAreKeptApartUnlessBothNameTheOther() throws Exception {
        double before = isolated();
        assertThat(loss("lan", Addresses.lan(1))).isOne();
        assertThat(loss("lan", Addresses.lanV6(1))).isOne();
        assertThat(isolated() - before).isGreaterThanOrEqualTo(10);

        restartHub(List.of("home: [home2]"));
        assertThat(loss("lan", Addresses.lan(1)))
                .as("the answer is not let back")
                .isOne();

        restartHub(List.of("home: [home2]", "home2: [home]"));
        assertThat(loss("lan", Addresses.lan(1))).isZero();
        assertThat(loss("lan", Addresses.lanV6(1))).isZero();
        assertThat(loss("lan", Addresses.lan(2))).isOne();
        restartHub(List.of());
    }

    @Test
    void spoofedSourcesAreDroppedAndCounted() throws Exception {
        double before = net.hub().drops("inbound", "spoofed_source");
        lab.exec("lan", "ip", "address", "add", "192.168.77.7/32", "dev", "eth0");
        try {
            lab.tryExec(
                    "lan", "ping", "-n", "-c", "5", "-i", "0.05", "-W", "1", "-I", "192.168.77.7", Addresses.SERVER);
        } finally {
            lab.exec("lan", "ip", "address", "del", "192.168.77.7/32", "dev", "eth0");
        }
        assertThat(net.hub().drops("inbound", "spoofed_source") - before).isGreaterThanOrEqualTo(5);
    }

    @Test
    void floodedEdgeDoesNotStarveAnother() throws Exception {
        Iperf flood = Iperf.between("lan", "server", Addresses.SERVER).udp(100_000_000, 1200);
        Iperf honest =
                Iperf.between("lan2", "server", Addresses.SERVER).reversed().flows(4);
        PingResult idle = Ping.run(lab, "lan3", Addresses.SERVER, 20, INTERVAL);
        try (Iperf.Running _ = flood.seconds(120).reversed().start(lab)) {
            Await.until("the flood is felt", Duration.ofSeconds(10), () -> queueDrops("home") > FELT_DROPS);
            Await.until("the hub keeps up", Duration.ofSeconds(60), ManyEdgesIT::hubKeepsUp);
            double device = deviceDrops();
            // A single pause of the hub costs two; so many are asked that it is told from a share that is lost.
            PingResult busy = Ping.run(lab, "lan3", Addresses.SERVER, 160, INTERVAL);
            double dropped = floodDropped();
            double inFront = deviceDrops() - device;
            IperfResult result = honest.seconds(4).run(lab);
            System.out.printf(
                    "Beside a flood: ping %.1f ms (idle %.1f), %.3f lost, throughput %.1f of %.0f Mbit/s%n",
                    busy.medianRttMs(),
                    idle.medianRttMs(),
                    busy.lossRatio(),
                    result.mbitPerSecond(),
                    SUM_OF_LINKS_MBIT);
            assertThat(busy.lossRatio())
                    .as("lost, while %.0f packets were in front of the hub's device", inFront)
                    .isLessThan(0.05);
            assertThat(busy.medianRttMs()).isLessThan(idle.medianRttMs() + 30);
            assertThat(result.mbitPerSecond()).isGreaterThan(0.6 * SUM_OF_LINKS_MBIT);
            // How much more it asks is the sender's matter, who gets less of a busy machine than the hub does.
            assertThat(floodDropped() - dropped)
                    .as("packets the flood lost meanwhile")
                    .isGreaterThan(FELT_DROPS);
        }
        assertThat(queueDrops("home3")).isZero();
    }

    private static double loss(String host, String target) throws Exception {
        return Ping.run(lab, host, target, 5, INTERVAL).lossRatio();
    }

    private static double isolated() throws Exception {
        return net.hub().drops("inbound", "edge_isolation") + net.hub().drops("outbound", "edge_isolation");
    }

    private static double queueDrops(String edge) throws Exception {
        Scrape scrape = net.hub().scrape();
        String name = "braid_outbound_dropped_packets_total";
        return scrape.sum(name, label("tunnel", edge), label("reason", "queue_full"))
                + scrape.sum(name, label("tunnel", edge), label("reason", "queue_delay"));
    }

    /** A hub that has just started reads slower than packets come, and the kernel drops from everybody in front of it. */
    private static boolean hubKeepsUp() throws Exception {
        double before = deviceDrops();
        Thread.sleep(1000); // what is measured: a second without a drop
        return deviceDrops() == before;
    }

    private static double deviceDrops() throws Exception {
        return net.hub().scrape().sum("braid_outbound_device_dropped_packets_total");
    }

    private static double floodDropped() throws Exception {
        return queueDrops("home") + deviceDrops();
    }

    private static void restartHub(List<String> reaches) throws Exception {
        net.hub().stop();
        net.configureHub(reaches);
        net.hub().start().awaitRunning();
        net.hub().awaitUp();
    }
}
