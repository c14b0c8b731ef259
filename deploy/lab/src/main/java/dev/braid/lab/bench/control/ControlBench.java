package dev.braid.lab.bench.control;

import dev.braid.lab.Workspace;
import dev.braid.node.contract.JoinKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deploy/bench control}: what each edge costs the control plane. */
@Command(
        name = "bench control",
        mixinStandardHelpOptions = true,
        description = "Measures the control plane with simulated edges: one report a second each, over mutual TLS.")
public final class ControlBench implements Callable<Integer> {
    private static final int READS_PER_SECOND = 50;
    private static final int WARM_UP_SECONDS = 5;
    private static final Duration CONNECTING = Duration.ofMinutes(3);
    private static final Pattern KEY = Pattern.compile("braid-join_[A-Za-z0-9_-]+");
    /** On a disk, where a store lies. */
    private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"), "braid-bench-control");

    @Option(names = "--edges", split = ",", defaultValue = "100,300,1000", description = "Default ${DEFAULT-VALUE}.")
    private List<Integer> edges = List.of();

    @Option(names = "--seconds", defaultValue = "20", description = "Of each measurement; default ${DEFAULT-VALUE}.")
    private int seconds;

    public static void main(String[] args) {
        System.exit(new CommandLine(new ControlBench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Path root = Path.of(System.getProperty("braid.root", "."));
        try (Workspace workspace = Workspace.open(DIRECTORY)) {
            for (int count : edges) {
                Path directory = Files.createTempDirectory(workspace.path(), "edges-");
                try (ControlPlane control = ControlPlane.start(root, directory)) {
                    measure(control, count);
                }
            }
        }
        return 0;
    }

    private void measure(ControlPlane control, int count) throws IOException, InterruptedException, ExecutionException {
        LongAdder sent = new LongAdder();
        LongAdder answered = new LongAdder();
        try (Api api = control.setUp();
                ExecutorService enrolling = Executors.newFixedThreadPool(4);
                ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();
                // an executor that closes waits for its tasks, and edges report for ever
                Closeable _ = running::shutdownNow) {
            List<Edge> joined = enrol(enrolling, key(api, count), control.sessions(), count, sent, answered);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Edge edge = joined.get(i);
                long offset = i * 1_000L / count;
                work.add(running.submit(() -> {
                    edge.report(offset);
                    return null;
                }));
            }
            awaitAll(joined, work);
            // Code warms up.
            read(api, WARM_UP_SECONDS);
            long answeredBefore = answered.sum();
            double processorBefore = control.processorSeconds();
            long began = System.nanoTime();
            long[] reads = read(api, seconds);
            double elapsed = (System.nanoTime() - began) / 1e9;
            double processor = (control.processorSeconds() - processorBefore) / elapsed;
            double reports = (answered.sum() - answeredBefore) / elapsed;
            double resident = control.residentMegabytes();
            long broken = work.stream().filter(Future::isDone).count();
            joined.forEach(Edge::fallSilent);
            long lost = settled(sent, control);
            System.out.printf(
                    "%5d edges: start %.1f s, %.0f reports/s, %d lost of %d, %d connections broken, %.0f %% of a core (%.2f ms per"
                            + " edge and second), %.0f MB resident, reads p50 %.1f ms, p99 %.1f ms%n",
                    count,
                    control.startSeconds(),
                    reports,
                    lost,
                    sent.sum(),
                    broken,
                    processor * 100,
                    processor * 1_000 / count,
                    resident,
                    reads[reads.length / 2] / 1e6,
                    reads[reads.length * 99 / 100] / 1e6);
            control.close();
        }
    }

    /** A handshake for each edge takes longer than all else. */
    private static void awaitAll(List<Edge> edges, List<Future<?>> work) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + CONNECTING.toNanos();
        while (!edges.stream().allMatch(Edge::hasReported)) {
            if (work.stream().anyMatch(Future::isDone) || System.nanoTime() > deadline) {
                throw new IOException("not all edges have reported within " + CONNECTING);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Reports sent that the control plane has not counted, once none is on its way. */
    private static long settled(LongAdder sent, ControlPlane control) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long lost = sent.sum() - control.reportsTaken();
        while (lost != 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            lost = sent.sum() - control.reportsTaken();
        }
        return lost;
    }

    private static JoinKey key(Api api, int count) throws IOException {
        api.ask("PUT", "nodes/hub", "{\"spec\":{\"kind\":\"hub\",\"publicAddress\":\"192.0.2.1\"}}");
        for (int i = 0; i < count; i++) {
            api.ask("PUT", "nodes/edge-" + i, "{\"spec\":{\"kind\":\"edge\",\"hubs\":[\"hub\"]}}");
            api.ask("PUT", "nodes/edge-" + i + "/uplinks/dsl", "{\"spec\":{\"interface\":\"eth1\"}}");
        }
        String made = api.ask(
                "PUT",
                "enrolment-keys/bench",
                "{\"kind\":\"edge\",\"uses\":" + count + ",\"expiresAt\":\""
                        + Instant.now().plusSeconds(3_600) + "\"}");
        Matcher key = KEY.matcher(made);
        if (!key.find()) {
            throw new IOException("no join key in " + made);
        }
        return JoinKey.parse(key.group());
    }

    private static List<Edge> enrol(
            ExecutorService threads, JoinKey key, int port, int count, LongAdder sent, LongAdder answered)
            throws InterruptedException, ExecutionException {
        List<Future<Edge>> joining = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "edge-" + i;
            joining.add(threads.submit(() -> Edge.enrol(name, key, port, sent, answered)));
        }
        List<Edge> joined = new ArrayList<>();
        for (Future<Edge> edge : joining) {
            joined.add(edge.get());
        }
        return joined;
    }

    /** A list of 20 nodes and one node in turns; sorted times in nanoseconds. */
    private static long[] read(Api api, int seconds) throws IOException, InterruptedException {
        long[] times = new long[seconds * READS_PER_SECOND];
        long next = System.nanoTime();
        for (int i = 0; i < times.length; i++) {
            long began = System.nanoTime();
            api.ask("GET", i % 2 == 0 ? "nodes?limit=20" : "nodes/edge-0", "");
            times[i] = System.nanoTime() - began;
            next += TimeUnit.SECONDS.toNanos(1) / READS_PER_SECOND;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
        }
        Arrays.sort(times);
        return times;
    }
}
