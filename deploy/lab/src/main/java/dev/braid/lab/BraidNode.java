package dev.braid.lab;

import dev.braid.node.admin.StatusClient;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.StatusJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A {@code braid-node} that runs in a host of the lab, from the build tree, as a person would start it. */
public final class BraidNode implements AutoCloseable {
    /** Of the accounting in /proc; 100 on every Linux that people run (man 5 proc, sysconf(_SC_CLK_TCK)). */
    private static final double TICKS_PER_SECOND = 100;

    private static final String METRICS_URL = "http://127.0.0.1:9464/metrics";

    private final Lab lab;
    private final String host;
    private final Path socket;
    private final LabProcess process;

    private BraidNode(Lab lab, String host, Path socket, LabProcess process) {
        this.lab = lab;
        this.host = host;
        this.socket = socket;
        this.process = process;
    }

    /** {@code program} is deploy/bin/braid-node. */
    static BraidNode start(Lab lab, String host, Path program, Path config, Path socket) throws IOException {
        return launch(lab, host, socket, List.of(program.toString(), "run", "--config", config.toString()));
    }

    /** Joins by the key in {@code keyFile} and runs. */
    static BraidNode join(Lab lab, String host, Path program, Path keyFile, Path state, Path socket)
            throws IOException {
        return launch(
                lab,
                host,
                socket,
                List.of(
                        program.toString(),
                        "join",
                        keyFile.toString(),
                        "--state-directory",
                        state.toString(),
                        "--status-socket",
                        socket.toString()));
    }

    private static BraidNode launch(Lab lab, String host, Path socket, List<String> command) throws IOException {
        // The node runs on the Java that runs us, whatever else the machine has.
        return new BraidNode(
                lab, host, socket, lab.start(host, Map.of("JAVA_HOME", System.getProperty("java.home")), command));
    }

    /** Waits until the first tunnel is up and has {@code paths} paths; fails at once when the node ends. */
    public void awaitUp(int paths, Duration limit) throws IOException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (!isUp(paths)) {
            if (!process.isAlive()) {
                throw new IOException("the node on '" + host + "' has ended:\n" + log());
            }
            if (System.nanoTime() > deadlineNs) {
                throw new IOException("the tunnel did not come up within " + limit.toSeconds() + " s:\n" + log());
            }
            Pause.of(Duration.ofMillis(5));
        }
    }

    private boolean isUp(int paths) {
        try {
            return status().tunnels().stream().anyMatch(t -> t.state() == NodeStatus.State.UP && pathsUp(t) >= paths);
        } catch (IOException e) {
            // Not listening yet; the caller's deadline and the process's life decide.
            return false;
        }
    }

    private static long pathsUp(NodeStatus.Tunnel tunnel) {
        return tunnel.paths().stream()
                .filter(p -> p.state() == NodeStatus.State.UP && p.subflows() > 0)
                .count();
    }

    public NodeStatus status() throws IOException {
        return StatusJson.read(StatusClient.ask(socket, "status"));
    }

    public Path statusSocket() {
        return socket;
    }

    /** The sum of a metric's series, 0 when there is none. */
    public double metric(String name) throws IOException {
        return Prometheus.sum(lab.exec(host, "curl", "-sS", "--max-time", "5", METRICS_URL), name);
    }

    /** Resident memory now, in bytes. */
    public long residentBytes() throws IOException {
        return memory("VmRSS:");
    }

    /** The most that it ever was. */
    public long mostResidentBytes() throws IOException {
        return memory("VmHWM:");
    }

    private long memory(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("the node on '" + host + "' has ended");
    }

    /** A full collection, so that what is measured next is in use. */
    public void collectGarbage() throws IOException {
        Command.run(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.run");
    }

    public long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return all.count();
        }
    }

    /** SIGKILL, as a crash would end it. */
    void kill() throws IOException {
        process.kill();
        process.awaitExit(Duration.ofSeconds(5));
    }

    /** Processor time so far, in user space and in the kernel on its behalf. */
    public double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        // Fields count from 3 behind the name, which may itself contain blanks; 14 and 15 are utime and stime.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** What the node has written, the last lines of it. */
    String log() throws IOException {
        List<String> lines = process.output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    @Override
    public void close() {
        process.close();
    }
}
