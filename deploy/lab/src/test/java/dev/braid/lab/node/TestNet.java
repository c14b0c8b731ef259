package dev.braid.lab.node;

import dev.braid.lab.Addresses;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.PkiDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A lab with a hub {@code fra} and an edge {@code home} ({@code home2 ...}) configured in it, not yet started.
 *
 * <pre>
 *  lan --- edge: home  ~~dsl~~  net --- hub: fra --- server
 *  .10.2    10.77.0.2  ~~lte~~           10.77.0.1
 *           fd77::2                      fd77::1
 * </pre>
 *
 * Output of every program is kept under {@code target/node-it/NAME} for whoever has to find out why a test failed.
 */
final class TestNet implements AutoCloseable {
    static final String HUB = "fra";
    private static final Duration VALIDITY = Duration.ofDays(30);

    private final Lab lab;
    private final Path home;
    private final PkiDirectory pki;
    private final TestNode hub;
    private final List<TestNode> edges = new ArrayList<>();
    /** Most tests are about the tunnel, so TCP goes through it like everything else unless a test is about streams. */
    private final String streams;

    private final String grants;

    private TestNet(Lab lab, Path home, boolean streams, String grants) throws Exception {
        this.lab = lab;
        this.streams = "streams: {enabled: " + streams + "}";
        this.grants = "grants: [" + grants + "]";
        this.home = home;
        pki = PkiDirectory.create(home.resolve("pki"), "Braid tests", InstantSource.system());
        pki.issue(new PeerId(PeerId.Kind.HUB, HUB), VALIDITY);
        hub = new TestNode(lab, "hub", HUB, Files.createDirectory(home.resolve(HUB)));
        for (int e = 0; e < lab.plan().edges(); e++) {
            pki.issue(new PeerId(PeerId.Kind.EDGE, edgeName(e)), VALIDITY);
            Path directory = Files.createDirectory(home.resolve(edgeName(e)));
            edges.add(new TestNode(lab, e == 0 ? "edge" : "edge" + (e + 1), edgeName(e), directory));
            configureEdge(e, Addresses.HUB, "");
        }
        configureHub(List.of());
    }

    /** {@code name} is the test's, for its logs. */
    static TestNet up(String name, LabPlan plan) throws Exception {
        return up(name, plan, false, "");
    }

    /** With the stream lane; {@code grants} are prefixes that edges may reach beside the Internet. */
    static TestNet streaming(String name, LabPlan plan, String grants) throws Exception {
        return started(up(name, plan, true, grants));
    }

    private static TestNet up(String name, LabPlan plan, boolean streams, String grants) throws Exception {
        Path logs = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/node-it/" + name);
        Path home = Files.createTempDirectory("braid-it");
        Lab lab = plan.logs(logs).up();
        try {
            return new TestNet(lab, home, streams, grants);
        } catch (Exception e) {
            lab.close();
            throw e;
        }
    }

    /** The home of the measurements with both nodes running and the tunnel up. */
    static TestNet running(String name, LabPlan plan) throws Exception {
        return started(up(name, plan));
    }

    private static TestNet started(TestNet net) throws Exception {
        try {
            net.start();
            return net;
        } catch (Exception | AssertionError e) {
            net.close();
            throw e;
        }
    }

    void start() throws Exception {
        hub.start().awaitRunning();
        for (TestNode edge : edges) {
            edge.start();
        }
        for (TestNode edge : edges) {
            edge.awaitUp();
        }
        hub.awaitUp();
    }

    Lab lab() {
        return lab;
    }

    PkiDirectory pki() {
        return pki;
    }

    /** Where a test may put files of its own. */
    Path home() {
        return home;
    }

    TestNode hub() {
        return hub;
    }

    TestNode edge() {
        return edges.getFirst();
    }

    TestNode edge(int edge) {
        return edges.get(edge);
    }

    static String edgeName(int edge) {
        return edge == 0 ? "home" : "home" + (edge + 1);
    }

    /** {@code reaches} has a line {@code home: [home2]} for each edge that may send to others. */
    void configureHub(List<String> reaches) throws IOException {
        String edgeGrants = IntStream.range(0, edges.size())
                .mapToObj(e -> """
                          %s:
                            addresses: [10.77.0.%d, "fd77::%d"]
                            lans: [%s/24, "%s/64"]
                            reaches: %s
                            %s
                        """.formatted(
                                edgeName(e),
                                e + 2,
                                e + 2,
                                Addresses.lan(e).replaceAll("2$", "0"),
                                Addresses.lanV6(e).replaceAll("2$", ""),
                                reachesOf(edgeName(e), reaches),
                                grants))
                .collect(Collectors.joining());
        Files.writeString(hub.config(), """
                kind: hub
                name: %s
                %s
                inner: [10.77.0.1/16, "fd77::1/64"]
                %s
                edges:
                %s
                """.formatted(
                        HUB, shared(HUB), streams, edgeGrants.indent(0).stripTrailing()));
    }

    /** {@code tunnel} is more YAML of its {@code tunnel} section, such as {@code carriers: 2}; empty for the defaults. */
    void configureEdge(int edge, String hubAddress, String tunnel) throws IOException {
        String uplinks = lab.plan().uplinks().stream()
                .map(u -> "  %s: {interface: %s}".formatted(u.name(), u.name()))
                .collect(Collectors.joining("\n"));
        Files.writeString(edges.get(edge).config(), """
                kind: edge
                name: %s
                %s
                hubs: [{name: %s, address: "%s"}]
                uplinks:
                %s
                lan: {interfaces: [lan]}
                tunnel: {%s}
                %s
                """.formatted(
                        edgeName(edge), shared(edgeName(edge)), HUB, hubAddress, uplinks, tunnel, streams));
    }

    private static String reachesOf(String name, List<String> reaches) {
        return reaches.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("[]");
    }

    private String shared(String name) {
        Path own = home.resolve(name);
        Path files = pki.path().resolve("issued").resolve(name);
        return """
                identity:
                  certificate: %s/node.crt
                  key: %s/node.key
                  authority: %s/ca.crt
                  revocations: %s/ca.crl
                state-directory: %s/state
                status-socket: %s/status.sock
                """.formatted(files, files, pki.path(), pki.path(), own, own).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        lab.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
