package dev.braid.lab.node;

import static dev.braid.lab.node.Scrape.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LabProcess;
import dev.braid.lab.LinkEmulator.Direction;
import dev.braid.lab.Ping;
import dev.braid.node.contract.NodeStatus.Path;
import dev.braid.node.contract.NodeStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Paths that manage themselves, one trouble after the other; the tunnel's own traffic says whether anybody would have noticed. */
class PathsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DSL = "dsl: {interface: dsl}";
    private static final String LTE = "lte: {interface: lte}";

    private static TestNet net;
    private static Lab lab;
    private static String config;

    @BeforeAll
    static void up() throws Exception {
        net = TestNet.up("PathsIT", LabPlan.forTest().home());
        lab = net.lab();
        config = Files.readString(net.edge().config());
        net.hub().start().awaitRunning();
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    @AfterEach
    void repairLinksAndStopEdge() throws Exception {
        for (String link : List.of("dsl", "lte")) {
            lab.link(link).blackhole(false);
            lab.link(link).carrier(true);
        }
        Middlebox.remove(lab);
        net.edge().stop();
        Files.deleteIfExists(net.edge().config().resolveSibling("state").resolve("uplinks-disabled"));
    }

    private static void start(String dsl, String lte) throws Exception {
        Files.writeString(net.edge().config(), config.replace(DSL, dsl).replace(LTE, lte));
        net.edge().start().awaitUp();
    }

    private static void await(String path, State state, String reason) throws Exception {
        Await.until(
                path + " is " + state + " " + reason,
                PATIENCE,
                () -> {
                    Path now = net.edge().path(path);
                    return now.state() == state && (reason.isEmpty() || reason.equals(now.reason()));
                },
                net.edge()::log);
    }

    private static void awaitSubflows(String path, int count) throws Exception {
        Await.until(
                count + " subflows on " + path,
                PATIENCE,
                () -> net.edge().path(path).subflows() == count,
                net.edge()::log);
    }

    private static void assertReaches() throws Exception {
        Await.until("pings pass", PATIENCE, PathsIT::reaches, net.edge()::log);
    }

    @Test
    void aStandbyIsConnectedWhileNothingElseIsLeft() throws Exception {
        start(DSL, "lte: {interface: lte, role: standby, cost: metered}");
        await("lte", State.STANDBY, "");
        assertThat(net.edge().path("lte").subflows()).isZero();
        try (Ping ping = Ping.start(lab, "lan", Addresses.SERVER, Duration.ofMillis(50))) {
            ping.awaitReply(PATIENCE);
            Await.until(
                    "lte answers probes", PATIENCE, () -> net.edge().path("lte").rttMs() > 0);
            lab.link("dsl").blackhole(true);
            await("lte", State.UP, "");
            int before = ping.replies().size();
            Await.until("pings go on", PATIENCE, () -> ping.replies().size() > before + 20, net.edge()::log);
            lab.link("dsl").blackhole(false);
            await("dsl", State.UP, "");
            await("lte", State.STANDBY, "");
            awaitSubflows("lte", 0);
        }
        assertReaches();
    }

    @Test
    void mptcpThatIsStrippedIsNamedAndTheRestGoesOn() throws Exception {
        Middlebox.strip(lab, "dsl");
        start(DSL, LTE);
        await("dsl", State.DOWN, "mptcp stripped");
        Await.until(
                "carriers are MPTCP",
                PATIENCE,
                () -> net.edge().status().tunnels().getFirst().carriers().stream()
                        .allMatch(c -> c.mptcp()),
                net.edge()::log);
        await("lte", State.UP, "");
        assertReaches();
        // Nothing else is left: plain TCP, and back.
        lab.link("lte").carrier(false);
        await("dsl", State.SUSPECT, "mptcp stripped");
        Await.until("pings pass over plain TCP", PATIENCE, PathsIT::reaches, net.edge()::log);
        lab.link("lte").carrier(true);
        awaitSubflows("lte", 4);
        assertReaches();
    }

    @Test
    void aLinkThatRefusesJoinsIsNamedAndCarriersBeginThere() throws Exception {
        Middlebox.refuseJoins(lab, "lte");
        start(DSL, LTE);
        await("lte", State.SUSPECT, "mptcp stripped");
        awaitSubflows("lte", 4);
        awaitSubflows("dsl", 4);
        assertReaches();
        lab.link("lte").carrier(false);
        Middlebox.remove(lab);
        await("lte", State.DOWN, "no carrier");
        lab.link("lte").carrier(true);
        await("lte", State.UP, "");
        awaitSubflows("lte", 4);
    }

    private static boolean reaches() throws IOException {
        return Ping.run(lab, "lan", Addresses.SERVER, 3, Duration.ofMillis(50)).lossRatio() == 0;
    }

    @Test
    void aPatternOrAMacFindsTheInterfaceThatComesLate() throws Exception {
        lab.link("dsl").carrier(false);
        start("dsl: {interface: \"ds?\"}", "lte: {interface: \"02:62:72:00:02:02\"}");
        assertThat(net.edge().path("lte").interfaceName()).isEqualTo("lte");
        await("dsl", State.DOWN, "no carrier");
        lab.link("dsl").carrier(true);
        await("dsl", State.UP, "");
        awaitSubflows("dsl", 4);
    }

    @Test
    void startsWhenTheFirstUplinkIsDeadAndTakesItInLater() throws Exception {
        lab.link("dsl").blackhole(true);
        start(DSL, LTE);
        assertReaches();
        await("dsl", State.DOWN, "probes lost");
        lab.link("dsl").blackhole(false);
        await("dsl", State.UP, "");
        awaitSubflows("dsl", 4);
    }

    @Test
    void theMonthsDataIsCountedOverRestartsAndStopsThePath() throws Exception {
        String capped = "lte: {interface: lte, data-cap: {limit: 4MB, at-cap: stop}}";
        start(DSL, capped);
        awaitSubflows("lte", 4);
        net.edge().kill();
        lab.exec(
                "edge",
                "ping",
                "-q",
                "-c",
                "1200",
                "-s",
                "1400",
                "-i",
                "0.002",
                "-W",
                "1",
                "-I",
                "lte",
                Addresses.gateway(0, 1));
        net.edge().start().awaitUp();
        Await.until(
                "what passed meanwhile is counted",
                PATIENCE,
                () -> net.edge().path("lte").dataUsedBytes() > 3_400_000);
        lab.exec(
                "edge",
                "ping",
                "-q",
                "-c",
                "400",
                "-s",
                "1400",
                "-i",
                "0.002",
                "-W",
                "1",
                "-I",
                "lte",
                Addresses.gateway(0, 1));
        await("lte", State.DOWN, "data cap");
        awaitSubflows("lte", 0);
        assertThat(net.edge().path("lte").dataCapBytes()).isEqualTo(4_000_000);
        assertReaches();
    }

    @Test
    void aStandbyCostsNextToNothing() throws Exception {
        start(DSL, "lte: {interface: lte, role: standby}");
        await("lte", State.STANDBY, "");
        Await.until("lte answers probes", PATIENCE, () -> net.edge().path("lte").rttMs() > 0);
        long before = bytesOf("lte");
        long startNs = System.nanoTime();
        double probes = net.edge().scrape().sum("braid_outbound_path_probe_packets_total", label("path", "lte"));
        Await.until(
                "eight more probes",
                PATIENCE,
                () -> net.edge().scrape().sum("braid_outbound_path_probe_packets_total", label("path", "lte"))
                        >= probes + 4);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        assertThat((bytesOf("lte") - before) * 8 / seconds).isLessThan(2_000);
    }

    @Test
    void theOperatorTakesAnUplinkOutAndLetsItInWithoutLoss() throws Exception {
        start(DSL, LTE);
        awaitSubflows("lte", 4);
        try (Ping ping = Ping.start(lab, "lan", Addresses.SERVER, Duration.ofMillis(50))) {
            ping.awaitReply(PATIENCE);
            uplink("disable");
            await("lte", State.DOWN, "disabled");
            awaitSubflows("lte", 0);
            awaitReplies(ping, 20);
            uplink("enable");
            await("lte", State.UP, "");
            awaitSubflows("lte", 4);
            awaitReplies(ping, 20);
            Pings.assertNothingLost(ping);
        }
    }

    private static void uplink(String verb) throws Exception {
        String socket = net.edge().config().resolveSibling("status.sock").toString();
        try (LabProcess command = net.edge().launch("uplink", verb, "lte", "--socket", socket)) {
            assertThat(command.awaitExit(PATIENCE)).as(command.output()).isZero();
        }
    }

    private static void awaitReplies(Ping ping, int more) throws Exception {
        int before = ping.replies().size();
        Await.until("pings go on", PATIENCE, () -> ping.replies().size() > before + more, net.edge()::log);
    }

    @Test
    void anotherAddressOfAnUplinkIsTakenUp() throws Exception {
        start(DSL, LTE);
        awaitSubflows("dsl", 4);
        try {
            awaitTakenUp("10.1.0.77");
        } finally {
            awaitTakenUp(Addresses.uplink(0, 0));
        }
    }

    /** As a DHCP client does it: what was goes first. */
    private static void awaitTakenUp(String address) throws Exception {
        lab.exec("edge", "ip", "-4", "address", "flush", "dev", "dsl");
        lab.exec("edge", "ip", "address", "add", address + "/24", "dev", "dsl");
        lab.exec(
                "edge", "ip", "route", "add", "default", "via", Addresses.gateway(0, 0), "dev", "dsl", "metric", "100");
        Await.until(
                address + " has four subflows",
                PATIENCE,
                () -> lab.exec("edge", "ss", "-tnH", "state", "established", "src", address)
                                .lines()
                                .count()
                        == 4,
                net.edge()::log);
        await("dsl", State.UP, "");
        assertReaches();
    }

    @Test
    void allCablesPulledAndBackNeedsNoHelp() throws Exception {
        start(DSL, LTE);
        awaitSubflows("lte", 4);
        lab.link("dsl").carrier(false);
        lab.link("lte").carrier(false);
        await("dsl", State.DOWN, "no carrier");
        await("lte", State.DOWN, "no carrier");
        lab.link("lte").carrier(true);
        await("lte", State.UP, "");
        assertReaches();
        lab.link("dsl").carrier(true);
        await("dsl", State.UP, "");
        awaitSubflows("dsl", 4);
        awaitSubflows("lte", 4);
        assertReaches();
    }

    private static long bytesOf(String link) {
        return lab.link(link).counters(Direction.UP).bytes()
                + lab.link(link).counters(Direction.DOWN).bytes();
    }
}
