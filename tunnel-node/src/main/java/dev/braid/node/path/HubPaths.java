package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.mptcp.Info;
import dev.braid.node.mptcp.MptcpEvent;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.PathManagerEvents;
import dev.braid.node.mptcp.Subflow;
import io.netty.channel.IoEventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hub's view of its edges' paths, under the names the edges give them. */
public final class HubPaths implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HubPaths.class);
    private static final long SAMPLE_MS = 1_000;
    /** Of thousands of carriers a sample takes long; between two is so much more time. */
    private static final int REST_PER_SAMPLE = 19;

    private static final String UNNAMED = "unnamed";

    private final Supplier<Map<String, List<Carrier>>> carriersByTunnel;
    private final Map<Carrier, Map<Integer, String>> names = new ConcurrentHashMap<>();
    /** A connection's subflows by where they come from, with the edge's address id. */
    private final Map<Integer, Map<InetSocketAddress, Integer>> remoteIds = new ConcurrentHashMap<>();

    private final Map<String, PathTraffic> traffic = new ConcurrentHashMap<>();
    private final PathManagerEvents events;
    private final FdWatch watch;
    /** A system call for each carrier is too much at once for a loop that has packets to carry. */
    private final ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("braid-samples").daemon().factory());

    private HubPaths(IoEventLoop loop, Supplier<Map<String, List<Carrier>>> carriersByTunnel) throws ErrnoException {
        this.carriersByTunnel = carriersByTunnel;
        events = PathManagerEvents.open();
        watch = FdWatch.start(loop, events.fd(), () -> events.drain(this::event));
    }

    /** Samples once a second, on a thread of its own; what the kernel tells by itself comes on {@code loop}. */
    public static HubPaths start(IoEventLoop loop, Supplier<Map<String, List<Carrier>>> carriersByTunnel)
            throws ErrnoException {
        HubPaths paths = new HubPaths(loop, carriersByTunnel);
        paths.sampling.schedule(paths::sampleAgain, SAMPLE_MS, TimeUnit.MILLISECONDS);
        return paths;
    }

    /** An edge has told the names of a carrier's address ids. */
    public void named(Carrier carrier, Map<Integer, String> byId) {
        names.put(carrier, byId);
    }

    public void gone(Carrier carrier) {
        names.remove(carrier);
    }

    /** The paths a tunnel has, or has had. */
    public List<PathReport> reports(String tunnel) {
        PathTraffic of = traffic.get(tunnel);
        if (of == null) {
            return List.of();
        }
        List<PathReport> reports = new ArrayList<>();
        of.figures().forEach((name, f) -> {
            PathVerdict verdict =
                    f.subflows() > 0 ? PathVerdict.UP : PathVerdict.down(PathVerdict.Reason.HUB_UNREACHABLE);
            if (!name.equals(UNNAMED) || f.subflows() > 0) {
                reports.add(PathReport.of(name, verdict, f));
            }
        });
        return reports;
    }

    @Override
    public void close() {
        sampling.shutdownNow();
        watch.close();
        events.close();
    }

    private void event(MptcpEvent event) {
        switch (event) {
            case MptcpEvent.SubflowEstablished e ->
                remoteIds
                        .computeIfAbsent(e.token(), _ -> new ConcurrentHashMap<>())
                        .put(e.subflow().remote(), e.subflow().remoteId());
            case MptcpEvent.Closed e -> remoteIds.remove(e.token());
            default -> {}
        }
    }

    /** What fails once must not be the last. */
    private void sampleAgain() {
        long startNs = System.nanoTime();
        try {
            sample();
        } catch (RuntimeException e) {
            log.error("The carriers' subflows could not be sampled", e);
        }
        if (!sampling.isShutdown()) {
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            sampling.schedule(this::sampleAgain, Math.max(SAMPLE_MS, REST_PER_SAMPLE * tookMs), TimeUnit.MILLISECONDS);
        }
    }

    private void sample() {
        Map<String, List<Carrier>> now = new TreeMap<>(carriersByTunnel.get());
        now.forEach((tunnel, carriers) -> {
            List<PathTraffic.Sample> samples = new ArrayList<>();
            Map<Subflow, String> nameOf = new HashMap<>();
            for (Carrier carrier : carriers) {
                if (carrier.isOpen()) {
                    List<Subflow> subflows = MptcpSocket.subflows(carrier.fd());
                    samples.add(new PathTraffic.Sample(carrier, subflows));
                    Info info = MptcpSocket.info(carrier.fd());
                    subflows.forEach(s -> nameOf.put(s, name(carrier, info == null ? 0 : info.token(), s)));
                }
            }
            traffic.computeIfAbsent(tunnel, _ -> new PathTraffic())
                    .sample(samples, s -> nameOf.getOrDefault(s, UNNAMED));
        });
    }

    private String name(Carrier carrier, int token, Subflow subflow) {
        int id = remoteIds.getOrDefault(token, Map.of()).getOrDefault(subflow.remote(), 0);
        return names.getOrDefault(carrier, Map.of()).getOrDefault(id, UNNAMED);
    }
}
