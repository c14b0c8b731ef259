package dev.braid.lab.bench.control;

import dev.braid.node.contract.JoinKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final Pattern KEY = Pattern.compile("braid-join_[A-Za-z0-9_-]+");

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
        for (int count : edges) {
            Path directory = Files.createTempDirectory("braid-bench-control");
            try (ControlPlane control = ControlPlane.start(root, directory)) {
                control.setUp();
                measure(control, count);
            }
        }
        return 0;
    }

    private void measure(ControlPlane control, int count) throws IOException, InterruptedException, ExecutionException {
        LongAdder sent = new LongAdder();
        JoinKey key = key(control, count);
        try (ExecutorService enrolling = Executors.newFixedThreadPool(4);
                ExecutorService running = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Edge> joined = enrol(enrolling, key, control.sessions(), count, sent);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Edge edge = joined.get(i);
                long offset = i * 1_000L / count;
                work.add(running.submit(() -> {
                    edge.report(offset);
                    return null;
                }));
                work.add(running.submit(() -> {
                    edge.poll();
                    return null;
                }));
            }
            // Connections and code warm up.
            read(control, 5);
            long sentBefore = sent.sum();
            double processorBefore = control.processorSeconds();
            long began = System.nanoTime();
            long[] reads = read(control, seconds);
            double elapsed = (System.nanoTime() - began) / 1e9;
            double processor = (control.processorSeconds() - processorBefore) / elapsed;
            double messages = (sent.sum() - sentBefore) / elapsed;
            long broken = work.stream().filter(Future::isDone).count();
            System.out.printf(
                    "%5d edges: start %.1f s, %.0f reports/s answered, %d connections broken, %.0f %% of a core (%.2f ms per edge"
                            + " and second), %.0f MB resident, reads p50 %.1f ms, p99 %.1f ms%n",
                    count,
                    control.startSeconds(),
                    messages,
                    broken,
                    processor * 100,
                    processor * 1_000 / count,
                    control.residentMegabytes(),
                    reads[reads.length / 2] / 1e6,
                    reads[reads.length * 99 / 100] / 1e6);
            running.shutdownNow();
            control.close();
        }
    }

    private static JoinKey key(ControlPlane control, int count) throws IOException {
        try (Wire wire = control.connect()) {
            check(control.ask(
                    wire, "PUT", "nodes/hub", "{\"spec\":{\"kind\":\"hub\",\"publicAddress\":\"192.0.2.1\"}}"));
            for (int i = 0; i < count; i++) {
                check(control.ask(wire, "PUT", "nodes/edge-" + i, "{\"spec\":{\"kind\":\"edge\",\"hubs\":[\"hub\"]}}"));
                check(control.ask(
                        wire, "PUT", "nodes/edge-" + i + "/uplinks/dsl", "{\"spec\":{\"interface\":\"eth1\"}}"));
            }
            Wire.Answer made = check(control.ask(
                    wire,
                    "PUT",
                    "enrolment-keys/bench",
                    "{\"kind\":\"edge\",\"uses\":" + count + ",\"expiresAt\":\""
                            + Instant.now().plusSeconds(3_600) + "\"}"));
            Matcher key = KEY.matcher(made.body());
            if (!key.find()) {
                throw new IOException("no join key in " + made.body());
            }
            return JoinKey.parse(key.group());
        }
    }

    private static Wire.Answer check(Wire.Answer answer) throws IOException {
        if (answer.status() >= 300) {
            throw new IOException("refused: " + answer.body());
        }
        return answer;
    }

    private static List<Edge> enrol(ExecutorService threads, JoinKey key, int port, int count, LongAdder sent)
            throws InterruptedException, ExecutionException {
        List<Future<Edge>> joining = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "edge-" + i;
            joining.add(threads.submit(() -> Edge.enrol(name, key, port, sent)));
        }
        List<Edge> joined = new ArrayList<>();
        for (Future<Edge> edge : joining) {
            joined.add(edge.get());
        }
        return joined;
    }

    /** A list of 20 nodes and one node in turns; sorted times in nanoseconds. */
    private static long[] read(ControlPlane control, int seconds) throws IOException, InterruptedException {
        long[] times = new long[seconds * READS_PER_SECOND];
        try (Wire wire = control.connect()) {
            long next = System.nanoTime();
            for (int i = 0; i < times.length; i++) {
                long began = System.nanoTime();
                check(control.ask(wire, "GET", i % 2 == 0 ? "nodes?limit=20" : "nodes/edge-7", ""));
                times[i] = System.nanoTime() - began;
                next += TimeUnit.SECONDS.toNanos(1) / READS_PER_SECOND;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        }
        Arrays.sort(times);
        return times;
    }
}
