package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.ControlServer;
import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.Ping;
import dev.braid.node.contract.NodeStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * An installation from nothing, by REST and join keys alone. One life, in order: each test goes on where the last one left it.
 *
 * <pre>
 *  lan --- edge: home  ~~dsl~~  net --- hub: fra, braid-control --- server
 *                      ~~lte~~
 * </pre>
 */
@TestMethodOrder(OrderAnnotation.class)
class JoinIT {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("../..")
            .normalize();
    private static final Duration SOON = Duration.ofSeconds(40);

    private static Path home;
    private static Lab lab;
    private static ControlServer control;
    private static TestNode hub;
    private static TestNode edge;
    private static Instant started;

    @BeforeAll
    static void up() throws Exception {
        home = Files.createTempDirectory("braid-join");
        lab = LabPlan.forTest()
                .home()
                .logs(ROOT.resolve("deploy/lab/target/node-it/JoinIT"))
                .up();
        hub = new TestNode(lab, "hub", "fra", Files.createDirectory(home.resolve("fra")));
        edge = new TestNode(lab, "edge", "home", Files.createDirectory(home.resolve("home")));
        lab.exec(
                "edge", ROOT.resolve("deploy/bin/braid-node").toString(), "--version"); // makes the ahead-of-time cache
        started = Instant.now();
        control = ControlServer.start(lab, "hub", ROOT, home.resolve("control"), Addresses.HUB);
    }

    @AfterAll
    static void down() throws Exception {
        if (lab != null) {
            lab.close();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    @Order(1)
    void nothingButRestAndAKeyMakesABondedEdge() throws Exception {
        putHub(Addresses.HUB);
        putEdge("lan");
        putUplink("dsl", "use");
        putUplink("lte", "use");
        hub.join(control.joinKey("fra", "hub"));
        edge.join(control.joinKey("home", "edge"));

        edge.awaitRunning();
        edge.awaitUp();
        Await.until("both paths carry", SOON, () -> subflows("dsl") > 0 && subflows("lte") > 0, edge::log);
        assertThat(Ping.run(lab, "lan", Addresses.SERVER, 5, Duration.ofMillis(50))
                        .lossRatio())
                .isZero();
        assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(30));
        awaitReached("home");
        awaitReached("fra");
        JsonNode tunnels = control.get("/api/v1/nodes/home").path("status").path("tunnels");
        assertThat(tunnels.size()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void whatIsSecretIsItsOwnersAlone() throws Exception {
        for (TestNode node : new TestNode[] {hub, edge}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.state())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(node.state().resolve("identity/node.key"))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(Path.of("/proc/" + node.pid() + "/cmdline")))
                    .doesNotContain("braid-join_");
            assertThat(node.log()).doesNotContain("braid-join_");
        }
        Path data = home.resolve("control/data");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("identity.key"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(data.resolve("braid.db"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("PRIVATE KEY");
        assertThat(control.log()).doesNotContain("braid-join_", "PRIVATE KEY");
    }

    @Test
    @Order(3)
    void usedKeyIsRefusedByName() throws Exception {
        String key = control.joinKey("third", "edge");
        Path other = Files.createDirectory(home.resolve("other"));
        TestNode first = new TestNode(lab, "hub", "third", Files.createDirectory(home.resolve("third")));
        first.join(key, "--no-run");
        assertThat(first.awaitExit()).as(first.log()).isZero();

        TestNode second = new TestNode(lab, "hub", "third", other);
        second.join(key, "--no-run");

        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.log()).contains("the control plane refuses (key_used)");
        assertThat(second.state().resolve("node.json")).doesNotExist();
        control.delete("/api/v1/nodes/third");
    }

    @Test
    @Order(4)
    void uplinkGoesAndComesWhileTrafficFlows() throws Exception {
        try (Ping ping = Ping.start(lab, "lan", Addresses.SERVER, Duration.ofMillis(50))) {
            ping.awaitReply(SOON);
            control.delete("/api/v1/nodes/home/uplinks/lte");
            Await.until("lte is gone", SOON, () -> !hasPath("lte"), edge::log);
            awaitReached("home");
            putUplink("lte", "use");
            Await.until("lte is back", SOON, () -> hasPath("lte") && subflows("lte") > 0, edge::log);
            awaitReached("home");
            assertThat(ping.stop().longestSilenceSeconds()).isLessThan(5);
        }
    }

    @Test
    @Order(5)
    void anotherEdgeAtTheHubDisturbsNobody() throws Exception {
        Instant upSince = edge.tunnel("fra").since();
        control.put("/api/v1/nodes/van", "{\"spec\": {\"kind\": \"edge\", \"hubs\": [\"fra\"]}}");
        Await.until(
                "the hub knows the van",
                SOON,
                () -> hub.status().tunnels().stream().anyMatch(t -> t.peer().equals("van")),
                hub::log);
        assertThat(hub.scrape().sum("braid_tunnel_up", Scrape.label("tunnel", "van")))
                .isZero();
        control.delete("/api/v1/nodes/van");
        Await.until(
                "the hub forgets the van",
                SOON,
                () -> hub.status().tunnels().stream().noneMatch(t -> t.peer().equals("van")),
                hub::log);

        assertThat(hub.isUp("home")).isTrue();
        assertThat(edge.tunnel("fra").since()).isEqualTo(upSince);
    }

    @Test
    @Order(6)
    void edgeMeasuresWhenAsked() throws Exception {
        strip("lte");
        JsonNode passages = measured("mptcp-support", "{\"node\": \"home\"}");
        lab.exec("net", "nft", "delete", "table", "inet", "strip");
        assertThat(of(passages, "dsl").path("result").asString()).isEqualTo("passes");
        assertThat(of(passages, "lte").path("result").asString()).isEqualTo("stripped");
        assertThat(of(measured("mptcp-support", "{\"node\": \"home\", \"uplink\": \"lte\"}"), "lte")
                        .path("result")
                        .asString())
                .isEqualTo("passes");

        JsonNode speeds = measured("speed-tests", "{\"node\": \"home\", \"durationSeconds\": 3}");
        // Links of 100 and 50 Mbit/s: each alone carries no more than its own, whatever the machine has to do.
        assertThat(megabits(of(speeds, "dsl"))).isBetween(20.0, 120.0);
        assertThat(megabits(of(speeds, "lte"))).isBetween(10.0, 65.0);
        assertThat(megabits(speeds.path("bond"))).isGreaterThan(megabits(of(speeds, "lte")));
        assertThat(of(speeds, "lte").path("outboundBitsPerSecond").asLong()).isGreaterThan(5_000_000);
        assertThat(edge.isUp("fra")).isTrue();
    }

    @Test
    @Order(7)
    void connectionsOfTheMomentAreListedWhenAsked() throws Exception {
        Iperf download = Iperf.between("lan", "server", Addresses.SERVER).seconds(30);
        try (Iperf.Running running = download.start(lab)) {
            Await.until(
                    "iperf's connections are listed",
                    SOON,
                    () -> control.get("/api/v1/tunnels/home.fra/connections")
                            .path("items")
                            .valueStream()
                            .anyMatch(c -> c.path("destination").asString().startsWith(Addresses.SERVER + ":")
                                    && c.path("bytesSent").asLong() > 1_000_000),
                    edge::log);
            assertThat(running).isNotNull();
        }
        assertThat(control.get("/api/v1/audit?limit=5").toString()).contains("nodes/home/flows");
    }

    @Test
    @Order(8)
    void invalidSpecificationIsRefusedWithItsField() throws Exception {
        putUplink("sat", "use", "lan");
        Await.until(
                "the edge refuses",
                SOON,
                () -> status("home").path("refused").path("reasons").toString().contains("interface"),
                edge::log);
        assertThat(edge.isUp("fra")).isTrue();
        control.delete("/api/v1/nodes/home/uplinks/sat");
        awaitReached("home");
    }

    @Test
    @Order(9)
    void sessionStaysOutsideOfTheTunnelThatTakesAllElse() throws Exception {
        putEdge("all"); // the hub lets nobody who comes through a tunnel connect to itself, and our session is there
        awaitReached("home");
        edge.kill();
        edge.startJoined().awaitRunning();
        edge.awaitUp();
        putUplink("lte", "never"); // arrives, so there is a session
        awaitReached("home");
        assertThat(status("home").path("refused").path("revision").asLong()).isZero();
    }

    @Test
    @Order(10)
    void changeThatCutsTheSessionGoesBackByItself() throws Exception {
        long good = status("home").path("reachedRevision").asLong();

        putUplink("dsl", "never"); // the last one

        Await.until(
                "home goes back and says so",
                Duration.ofSeconds(90),
                () -> status("home").path("refused").path("cause").asString().equals("not-confirmed")
                        && edge.isUp("fra"),
                edge::log);
        assertThat(status("home").path("reachedRevision").asLong()).isEqualTo(good);
        putUplink("dsl", "use");
        putUplink("lte", "use");
        putEdge("lan");
        awaitReached("home");
        assertThat(status("home").path("refused").path("revision").asLong()).isZero();
    }

    /** The session goes by the uplinks, where the control plane is still found. */
    @Test
    @Order(11)
    void changeThatCutsOnlyTheTunnelGoesBackByItself() throws Exception {
        long good = status("home").path("reachedRevision").asLong();

        putHub("192.0.2.99"); // nobody's

        Await.until(
                "home goes back and says so",
                Duration.ofSeconds(90),
                () -> status("home").path("refused").path("cause").asString().equals("tunnel-down") && edge.isUp("fra"),
                () -> status("home") + edge.log());
        assertThat(status("home").path("reachedRevision").asLong()).isEqualTo(good);
        putHub(Addresses.HUB);
        awaitReached("home");
        assertThat(status("home").path("refused").path("revision").asLong()).isZero();
    }

    @Test
    @Order(12)
    void nodesStartWithoutTheControlPlaneAndCatchUp() throws Exception {
        control.kill();
        hub.kill();
        edge.kill();
        hub.startJoined().awaitRunning();
        edge.startJoined().awaitRunning();
        edge.awaitUp();
        assertThat(Ping.run(lab, "lan", Addresses.SERVER, 5, Duration.ofMillis(50))
                        .lossRatio())
                .isZero();

        control.restart();
        control.delete("/api/v1/nodes/home/uplinks/lte");
        Await.until("lte is gone", SOON, () -> !hasPath("lte"), edge::log);
        awaitReached("home");
    }

    @Test
    @Order(13)
    void rotationIsNotNoticed() throws Exception {
        String before = control.get("/api/v1/certificate-authority")
                .path("issuing")
                .path("name")
                .asString();
        control.post("/api/v1/certificate-authority/rotate", "");
        assertThat(control.get("/api/v1/certificate-authority")
                        .path("issuing")
                        .path("name")
                        .asString())
                .isNotEqualTo(before);
        edge.kill();
        edge.startJoined().awaitRunning();
        edge.awaitUp();
        awaitReached("home");
        assertThat(hub.isUp("home")).isTrue();
    }

    @Test
    @Order(14)
    void backupOnAFreshMachineHasTheNodesBackWithoutJoining() throws Exception {
        control.moveByBackup();
        putUplink("lte", "use"); // arrives, so both believe each other
        Await.until("lte is back", SOON, () -> hasPath("lte") && subflows("lte") > 0, edge::log);
        awaitReached("home");
        awaitReached("fra");
        assertThat(hub.isUp("home")).isTrue();
    }

    @Test
    @Order(15)
    void revocationCutsWithinFiveSeconds() throws Exception {
        JsonNode certificates = control.get("/api/v1/certificates?node=home").path("items");
        assertThat(certificates.size()).isEqualTo(1);
        String serial = certificates.get(0).path("serial").asString();

        control.post("/api/v1/certificates/" + serial + "/revoke", "{\"reason\": \"the test says so\"}");

        Await.until("the hub cuts home", Duration.ofSeconds(5), () -> !hub.isUp("home"), hub::log);
        Await.until("home is told", SOON, () -> edge.log().contains("certificate_revoked"), edge::log);
        assertThat(hub.tunnel("home").reason()).contains("revoked");
    }

    private static void putHub(String address) throws IOException {
        control.put("/api/v1/nodes/fra", """
                {"spec": {"kind": "hub", "publicAddress": "%s", "innerNetworks": ["10.77.0.1/16"]}}
                """.formatted(address));
    }

    private static void putEdge(String traffic) throws IOException {
        control.put("/api/v1/nodes/home", """
                {"spec": {"kind": "edge", "hubs": ["fra"],
                 "lan": {"interfaces": ["lan"], "traffic": "%s", "prefixes": ["192.168.10.0/24"]}}}
                """.formatted(traffic));
    }

    private static void putUplink(String name, String role) throws IOException {
        putUplink(name, role, name);
    }

    private static void putUplink(String name, String role, String interfaceName) throws IOException {
        control.put("/api/v1/nodes/home/uplinks/" + name, """
                {"spec": {"interface": "%s", "role": "%s"}}
                """.formatted(interfaceName, role));
    }

    private static JsonNode measured(String kind, String wish) throws Exception {
        String id = control.post("/api/v1/diagnostics/" + kind, wish).path("id").asString();
        String path = "/api/v1/diagnostics/" + kind + "/" + id;
        Await.until(
                kind + " is done",
                Duration.ofSeconds(90),
                () -> control.get(path).path("state").asString().equals("done"),
                () -> control.get(path).toString());
        return control.get(path).path("result");
    }

    private static JsonNode of(JsonNode result, String uplink) {
        return result.path("uplinks")
                .valueStream()
                .filter(u -> u.path("uplink").asString().equals(uplink))
                .findFirst()
                .orElseThrow();
    }

    private static double megabits(JsonNode speed) {
        return speed.path("inboundBitsPerSecond").asLong() / 1e6;
    }

    /** A middlebox that removes MPTCP's options from what crosses a link. */
    private static void strip(String link) throws IOException {
        lab.exec("net", "sh", "-c", """
                nft -f - <<END
                table inet strip {
                  chain passing {
                    type filter hook forward priority mangle;
                    iifname %1$s reset tcp option mptcp
                    oifname %1$s reset tcp option mptcp
                  }
                }
                END
                """.formatted(link));
    }

    private static JsonNode status(String node) throws IOException {
        return control.get("/api/v1/nodes/" + node).path("status");
    }

    private static boolean hasPath(String path) throws IOException {
        return edge.status().tunnels().stream()
                .flatMap(t -> t.paths().stream())
                .anyMatch(p -> p.name().equals(path));
    }

    private static int subflows(String path) throws IOException {
        return edge.status().tunnels().stream()
                .flatMap(t -> t.paths().stream())
                .filter(p -> p.name().equals(path))
                .mapToInt(NodeStatus.Path::subflows)
                .sum();
    }

    private static void awaitReached(String node) throws Exception {
        Await.until(
                node + " has reached what is wanted",
                SOON,
                () -> {
                    JsonNode status = status(node);
                    return status.path("desiredRevision").asLong() > 0
                            && status.path("desiredRevision").asLong()
                                    == status.path("reachedRevision").asLong();
                },
                () -> status(node).toString());
    }
}
