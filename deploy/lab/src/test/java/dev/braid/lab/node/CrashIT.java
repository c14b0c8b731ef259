package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LabProcess;
import dev.braid.lab.Ping;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that stop, properly or not: the other goes on, and the machine is put back line by line. */
class CrashIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestNet net;
    private static Lab lab;
    private static List<String> edgeBefore;
    private static List<String> hubBefore;

    @BeforeAll
    static void up() throws Exception {
        net = TestNet.up("CrashIT", LabPlan.forTest().home());
        lab = net.lab();
        edgeBefore = HostLines.of(lab, "edge");
        hubBefore = HostLines.of(lab, "hub");
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    /** Every test ends with a normal stop of both, and with the machine as it was. */
    @AfterEach
    void leavesBothMachinesAsTheyWere() throws Exception {
        for (TestNode node : List.of(net.edge(), net.hub())) {
            assertThat(node.stop()).as(node.log()).isIn(0, 143);
        }
        assertThat(HostLines.difference(edgeBefore, HostLines.of(lab, "edge"))).isEmpty();
        assertThat(HostLines.difference(hubBefore, HostLines.of(lab, "hub"))).isEmpty();
    }

    @Test
    void transferOutlivesAKilledEdge() throws Exception {
        net.start();
        assertThat(HostLines.difference(edgeBefore, HostLines.of(lab, "edge"))).isNotEmpty();
        try (Https https = Https.serve(net, 60);
                LabProcess fetch = https.startFetch("lan", Addresses.SERVER)) {
            awaitInbound(10e6);
            net.edge().kill();
            Await.until("the hub sees it", PATIENCE, () -> !net.hub().isUp(""), net.hub()::log);
            net.edge().start().awaitUp();
            assertThat(Https.fetched(fetch)).isEqualTo(https.sha256());
        }
        net.hub().awaitUp();
        assertThat(net.hub().status().tunnels().getFirst().carriers()).hasSize(4);
    }

    @Test
    void edgeOutlivesAKilledHub() throws Exception {
        net.start();
        long edgePid = net.edge().pid();
        try (Https https = Https.serve(net, 40)) {
            try (LabProcess fetch = https.startFetch("lan", Addresses.SERVER)) {
                awaitInbound(10e6);
                net.hub().kill();
                Await.until("the edge sees it", PATIENCE, () -> !net.edge().isUp(""), net.edge()::log);
                fetch.kill();
            }
            net.hub().start().awaitRunning();
            net.edge().awaitUp();
            assertThat(https.fetch("lan", Addresses.SERVER)).isEqualTo(https.sha256());
        }
        assertThat(net.edge().pid()).isEqualTo(edgePid);
        net.hub().awaitUp();
    }

    @Test
    void killedTwiceIsStillPutBack() throws Exception {
        net.start();
        for (TestNode node : List.of(net.edge(), net.hub())) {
            node.kill();
            node.start().awaitRunning();
            node.kill();
            node.start().awaitRunning();
        }
        net.edge().awaitUp();
        assertReaches();
    }

    @Test
    void edgeMayStartBeforeItsHub() throws Exception {
        net.edge().start().awaitRunning();
        assertThat(net.edge().isUp("")).isFalse();
        assertThat(net.edge().status().tunnels().getFirst().reason()).isNotBlank();
        net.hub().start().awaitRunning();
        net.edge().awaitUp();
        assertReaches();
    }

    @Test
    void tunnelIsBackAfterItsHubWasRestarted() throws Exception {
        net.start();
        net.hub().stop();
        Await.until("the edge sees it", PATIENCE, () -> !net.edge().isUp(""), net.edge()::log);
        assertThat(net.edge().scrape().sum("braid_tunnel_up")).isZero();
        net.hub().start().awaitRunning();
        net.edge().awaitUp();
        assertReaches();
        assertThat(net.edge().scrape().sum("braid_tunnel_up")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge", "hub"})
    void secondNodeOnTheSameStateDirectoryIsRefused(String host) throws Exception {
        net.start();
        TestNode node = Stream.of(net.edge(), net.hub())
                .filter(n -> n.host().equals(host))
                .findFirst()
                .orElseThrow();
        try (LabProcess second = node.launch("run", "--config", node.config().toString())) {
            assertThat(second.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(second.output()).contains("another braid-node uses the state directory");
        }
        assertThat(node.isUp("")).isTrue();
        assertReaches();
    }

    /** A reload of the machine's own firewall begins like this. */
    @Test
    void firewallTableThatAnotherProgramFlushedComesBack() throws Exception {
        net.start();
        assertReaches();
        lab.exec("hub", "nft", "flush", "ruleset");
        Await.until("the hub's table is back", PATIENCE, () -> tables().contains("table inet braid"), net.hub()::log);
        assertReaches();
    }

    private static List<String> tables() throws Exception {
        return lab.exec("hub", "nft", "list", "tables").lines().toList();
    }

    private static void assertReaches() throws Exception {
        for (String server : List.of(Addresses.SERVER, Addresses.SERVER_V6)) {
            // After a kill, a restart or a flush a packet may be lost; what counts is that soon none is.
            Await.until(
                    "no ping to " + server + " is lost",
                    PATIENCE,
                    () -> Ping.run(lab, "lan", server, 5, Duration.ofMillis(50)).lossRatio() == 0,
                    net.edge()::log);
        }
    }

    private static void awaitInbound(double bytes) throws Exception {
        Await.until(
                bytes + " bytes came",
                PATIENCE,
                () -> net.edge().status().tunnels().getFirst().inbound().bytes() > bytes);
    }
}
