package dev.braid.lab.node;

import static dev.braid.lab.node.Scrape.label;

import dev.braid.lab.Lab;
import dev.braid.lab.LabProcess;
import dev.braid.node.admin.StatusClient;
import dev.braid.node.contract.FlowList;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.StatusJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A {@code braid-node} as users run it: a process in a host of the lab, asked over its own socket and its metrics page. */
final class TestNode {
    private static final Path LAUNCHER = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("../bin/braid-node")
            .normalize();
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Lab lab;
    private final String host;
    private final String name;
    private final Path home;
    private LabProcess process;
    private String javaOptions = "";

    /** @param home holds {@code node.yaml}, and the node's state and socket when it runs */
    TestNode(Lab lab, String host, String name, Path home) {
        this.lab = lab;
        this.host = host;
        this.name = name;
        this.home = home;
    }

    String host() {
        return host;
    }

    String name() {
        return name;
    }

    Path config() {
        return home.resolve("node.yaml");
    }

    /** For the starts to come. */
    TestNode javaOptions(String options) {
        javaOptions = options;
        return this;
    }

    /** Comes back at once; see {@link #awaitRunning}. */
    TestNode start() throws IOException {
        process = launch("run", "--config", config().toString());
        return this;
    }

    /** Joins with the key and runs, as a person types it; comes back at once. */
    TestNode join(String key, String... more) throws IOException {
        Path file = home.resolve("join-key");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key);
        List<String> arguments = new ArrayList<>(List.of(
                "join",
                file.toString(),
                "--state-directory",
                state().toString(),
                "--status-socket",
                socket().toString()));
        arguments.addAll(List.of(more));
        process = launch(arguments.toArray(String[]::new));
        return this;
    }

    /** What joined before runs again. */
    TestNode startJoined() throws IOException {
        process = launch("run", "--state-directory", state().toString());
        return this;
    }

    /** The exit code. */
    int awaitExit() throws IOException {
        return process.awaitExit(START_LIMIT);
    }

    Path state() {
        return home.resolve("state");
    }

    /** Another command of the same program in the same host. */
    LabProcess launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return lab.start(
                host, Map.of("JAVA_HOME", System.getProperty("java.home"), "BRAID_JAVA_OPTS", javaOptions), command);
    }

    void awaitRunning() throws Exception {
        Await.until(name + " answers", START_LIMIT, this::answers, this::log);
    }

    /** Waits until all tunnels of this node are up, or the one with {@code peer}. */
    void awaitUp() throws Exception {
        Await.until("tunnels of " + name + " are up", START_LIMIT, () -> isUp(""), this::log);
    }

    void awaitUp(String peer) throws Exception {
        Await.until("tunnel of " + name + " with " + peer, START_LIMIT, () -> isUp(peer), this::log);
    }

    boolean isUp(String peer) throws IOException {
        return answers()
                && status().tunnels().stream()
                        .filter(t -> peer.isEmpty() || t.peer().equals(peer))
                        .allMatch(t -> t.state() == NodeStatus.State.UP);
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(name + " has ended: " + log());
        }
        try {
            StatusClient.ask(socket(), "status");
            return true;
        } catch (StatusClient.NoNodeException e) {
            return false;
        }
    }

    NodeStatus status() throws IOException {
        return StatusJson.read(StatusClient.ask(socket(), "status"));
    }

    FlowList flows() throws IOException {
        return FlowList.read(StatusClient.ask(socket(), "flows"));
    }

    /** The tunnel with this peer. */
    NodeStatus.Tunnel tunnel(String peer) throws IOException {
        return status().tunnels().stream()
                .filter(t -> t.peer().equals(peer))
                .findFirst()
                .orElseThrow();
    }

    /** The path of this name in the node's only tunnel. */
    NodeStatus.Path path(String path) throws IOException {
        return status().tunnels().getFirst().paths().stream()
                .filter(p -> p.name().equals(path))
                .findFirst()
                .orElseThrow();
    }

    Scrape scrape() throws IOException {
        return Scrape.parse(lab.exec(host, "curl", "-sS", "--max-time", "10", "http://127.0.0.1:9464/metrics"));
    }

    double refused(String reason) throws IOException {
        return scrape().sum("braid_inbound_handshakes_refused_total", label("reason", reason));
    }

    double drops(String direction, String reason) throws IOException {
        return scrape().sum("braid_" + direction + "_dropped_packets_total", label("reason", reason));
    }

    /** SIGTERM; answers the exit code. */
    int stop() throws IOException {
        process.terminate();
        return process.awaitExit(STOP_LIMIT);
    }

    /** SIGKILL. */
    void kill() throws IOException {
        process.kill();
        process.awaitExit(STOP_LIMIT);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return process.output();
    }

    long residentBytes() throws IOException {
        try (Stream<String> lines = Files.lines(proc("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    * 1024;
        }
    }

    long descriptors() throws IOException {
        return entries("fd");
    }

    long threads() throws IOException {
        return entries("task");
    }

    private long entries(String directory) throws IOException {
        try (Stream<Path> all = Files.list(proc(directory))) {
            return all.count();
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private Path socket() {
        return home.resolve("status.sock");
    }
}
