package dev.braid.lab;

import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.PkiDirectory;
import dev.braid.node.identity.PkiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Braid in a lab: an authority, the node {@code home} on {@code edge} and the node {@code fra} on {@code hub}, configured as the
 * minimal examples are.
 *
 * <pre>
 *  lan --- edge (home) ~~~ uplinks ~~~ hub (fra) --- server
 * </pre>
 */
public final class NodePair implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration VALIDITY = Duration.ofDays(1);

    private final Lab lab;
    private final Path root;
    private final Path directory;
    private BraidNode hub;
    private BraidNode edge;
    private Duration edgeStart;

    private NodePair(Lab lab, Path root, Path directory, ControlServer control) throws IOException {
        this.lab = lab;
        this.root = root;
        this.directory = directory;
        describe(control);
        hub = join(control, "hub", "fra", "hub");
        long startNs = System.nanoTime();
        edge = join(control, "edge", "home", "edge");
        edge.awaitUp(lab.plan().uplinks().size(), START_LIMIT);
        edgeStart = Duration.ofNanos(System.nanoTime() - startNs);
    }

    private NodePair(Lab lab, Path root, Path directory) throws IOException {
        this.lab = lab;
        this.root = root;
        this.directory = directory;
        identities();
        Files.writeString(config("fra"), hubConfig());
        Files.writeString(config("home"), edgeConfig());
        hub = start("hub", "fra");
        long startNs = System.nanoTime();
        edge = start("edge", "home");
        edge.awaitUp(lab.plan().uplinks().size(), START_LIMIT);
        edgeStart = Duration.ofNanos(System.nanoTime() - startNs);
    }

    /**
     * Starts both and waits until the tunnel is up on every uplink.
     *
     * @param root of the build tree, where deploy/bin/braid-node is
     * @param directory for keys, configuration and state; must not exist
     */
    public static NodePair start(Lab lab, Path root, Path directory) throws IOException {
        return new NodePair(lab, root, directory);
    }

    /** The same, but both join {@code control} by one-time keys, and it says what they are; they cannot be restarted. */
    public static NodePair join(Lab lab, Path root, Path directory, ControlServer control) throws IOException {
        return new NodePair(lab, root, directory, control);
    }

    public BraidNode edge() {
        return edge;
    }

    public BraidNode hub() {
        return hub;
    }

    /** From the start of the edge's process to a tunnel that is up on every uplink, the last time. */
    public Duration edgeStart() {
        return edgeStart;
    }

    /** Stops the edge as an administrator would and starts it again. */
    public void restartEdge() throws IOException {
        restartEdge(lab.plan().uplinks().size());
    }

    /** The same, but it is up as soon as the tunnel is and {@code paths} uplinks have a part in it; status counts those twice a second. */
    public void restartEdge(int paths) throws IOException {
        edge.close();
        long startNs = System.nanoTime();
        edge = start("edge", "home");
        edge.awaitUp(paths, START_LIMIT);
        edgeStart = Duration.ofNanos(System.nanoTime() - startNs);
    }

    /** Changes the edge's configuration; its next start reads it. */
    public void configureEdge(UnaryOperator<String> change) throws IOException {
        Files.writeString(config("home"), change.apply(Files.readString(config("home"))));
    }

    /** Ends the node of {@code host}, edge or hub, as a crash would, and answers at once. */
    public void kill(String host) throws IOException {
        (host.equals("edge") ? edge : hub).kill();
    }

    /** Starts what was killed; comes back at once. */
    public void startAgain(String host) throws IOException {
        if (host.equals("edge")) {
            edge = start("edge", "home");
        } else {
            hub = start("hub", "fra");
        }
    }

    /** Waits until the tunnel is up on every uplink. */
    public void awaitUp() throws IOException {
        edge.awaitUp(lab.plan().uplinks().size(), START_LIMIT);
    }

    private BraidNode start(String host, String name) throws IOException {
        return BraidNode.start(lab, host, root.resolve("deploy/bin/braid-node"), config(name), socket(name));
    }

    private void describe(ControlServer control) throws IOException {
        control.put("/api/v1/nodes/fra", """
                {"spec": {"kind": "hub", "publicAddress": "%s", "innerNetworks": ["10.77.0.1/16", "fd77::1/64"]}}
                """.formatted(Addresses.HUB));
        control.put("/api/v1/nodes/home", """
                {"spec": {"kind": "edge", "hubs": ["fra"],
                 "lan": {"interfaces": ["lan"], "prefixes": ["192.168.10.0/24", "fd10::/64"]}}}
                """);
        for (LabPlan.Uplink uplink : lab.plan().uplinks()) {
            control.put("/api/v1/nodes/home/uplinks/" + uplink.name(), """
                    {"spec": {"interface": "%s"}}
                    """.formatted(uplink.name()));
        }
    }

    private BraidNode join(ControlServer control, String host, String name, String kind) throws IOException {
        Files.createDirectories(directory.resolve(name));
        Path key = directory.resolve(name).resolve("join-key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, control.joinKey(name, kind));
        return BraidNode.join(
                lab,
                host,
                root.resolve("deploy/bin/braid-node"),
                key,
                directory.resolve(name).resolve("state"),
                socket(name));
    }

    private void identities() throws IOException {
        try {
            PkiDirectory pki = PkiDirectory.create(directory.resolve("pki"), "Braid lab", InstantSource.system());
            issue(pki, PeerId.Kind.HUB, "fra");
            issue(pki, PeerId.Kind.EDGE, "home");
        } catch (PkiException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void issue(PkiDirectory pki, PeerId.Kind kind, String name) throws PkiException {
        pki.issue(new PeerId(kind, name), VALIDITY);
        pki.copyFor(name, directory.resolve(name));
    }

    private Path config(String name) {
        return directory.resolve(name).resolve(name + ".yaml");
    }

    private Path socket(String name) {
        return directory.resolve(name).resolve("status.sock");
    }

    private String hubConfig() {
        return """
            kind: hub
            name: fra
            %s
            inner: [10.77.0.1/16, "fd77::1/64"]
            edges:
              home:
                addresses: [10.77.0.2, "fd77::2"]
                lans: [192.168.10.0/24, "fd10::/64"]
            """.formatted(shared());
    }

    private String edgeConfig() {
        String uplinks = lab.plan().uplinks().stream()
                .map(u -> "  %s: {interface: %s}".formatted(u.name(), u.name()))
                .collect(Collectors.joining("\n"));
        return """
            kind: edge
            name: home
            %s
            hubs:
              - {name: fra, address: %s}
            uplinks:
            %s
            lan: {interfaces: [lan]}
            """.formatted(shared(), Addresses.HUB, uplinks);
    }

    /** Relative paths start at the file's directory. */
    private static String shared() {
        return """
            identity: {certificate: node.crt, key: node.key, authority: ca.crt, revocations: ca.crl}
            state-directory: state
            status-socket: status.sock\
            """;
    }

    @Override
    public void close() {
        edge.close();
        hub.close();
    }
}
