package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostView;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.linux.NetworkEvents;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.path.PathVerdict.Reason;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An edge's paths to its hub: follows the uplinks, keeps the kernel's endpoints and our routes in step, and samples the subflows. */
public final class EdgePaths implements AutoCloseable {
    /** What this room asks of the rest of the node. Called on this room's thread, but for {@code carriers}. */
    public interface Node extends Endpoints.Kernel {
        HostView view() throws IOException;

        /** Brings tables and rules in step with the machine as it is in {@code view}. */
        void arrange(HostView view) throws IOException;

        /** All that are up now. */
        List<Carrier> carriers();

        /** An uplink has come, or has another address. */
        void waysChanged();

        /** The carrier lacks a subflow that others have; a fresh one would have it. */
        void replace(Carrier carrier);

        /** The ids of endpoints have changed; tell the hub. */
        void namesChanged();
    }

    private static final Logger log = LoggerFactory.getLogger(EdgePaths.class);
    private static final long QUIET_MS = 20;
    private static final long SAMPLE_MS = 1_000;
    private static final long ACK_CHECK_MS = 50;

    private final List<NodeSpec.Uplink> spec;
    private final Node node;
    private final Endpoints endpoints;
    private final PathTraffic traffic = new PathTraffic();
    private final MissingSubflows missing = new MissingSubflows();
    private final AckProgress acks = new AckProgress();
    private final SilentPaths silent = new SilentPaths();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("braid-paths").daemon().factory());
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final NetworkEvents events;
    private @Nullable FdWatch watch;
    private volatile List<Uplink> uplinks = List.of();

    /** Nothing happens before {@link #start}. */
    public EdgePaths(List<NodeSpec.Uplink> spec, Node node) throws ErrnoException {
        this.spec = List.copyOf(spec);
        this.node = node;
        this.endpoints = new Endpoints(node);
        this.events = NetworkEvents.open();
    }

    /** Follows the machine from here on; has read it once when it returns, so that tunnels can be started. */
    public void start(IoEventLoop loop) throws IOException {
        refresh();
        watch = FdWatch.start(loop, events.fd(), this::drain);
        refreshSoon();
        every(SAMPLE_MS, this::sample);
        every(ACK_CHECK_MS, this::checkAcks);
    }

    /** Looks at the machine again, soon and on this room's thread: what the node asks of it has changed. */
    public void refreshSoon() {
        if (refreshing.compareAndSet(false, true)) {
            thread.execute(this::refreshLater);
        }
    }

    /** From which uplinks the hub can be tried now, in the configuration's order; those that are silent come last. */
    public List<Way> ways(InetSocketAddress hub) {
        boolean ipv6 = hub.getAddress() instanceof Inet6Address;
        return uplinks.stream()
                .flatMap(u -> u.source(ipv6).stream().map(a -> new Way(hub, a, u.interfaceName())))
                .sorted(Comparator.comparing(way -> silent.isOut(way.source())))
                .toList();
    }

    /** The uplinks behind a carrier's address ids; its own address is id 0. */
    public Map<Integer, String> names(InetAddress initial) {
        Map<Integer, String> names = new LinkedHashMap<>();
        names.put(0, nameOf(initial));
        endpoints.ids().forEach((id, address) -> names.put(id, nameOf(address)));
        return names;
    }

    /** One for each configured uplink, in the configuration's order. */
    public List<PathReport> reports() {
        Map<String, PathTraffic.Figures> figures = traffic.figures();
        boolean connected = !node.carriers().isEmpty();
        List<PathReport> reports = new ArrayList<>();
        for (Uplink uplink : uplinks) {
            PathTraffic.Figures f = figures.get(uplink.name());
            PathVerdict verdict = uplink.verdict();
            if (uplink.addresses().stream().anyMatch(silent::isOut)) {
                verdict = PathVerdict.down(Reason.NO_ACK_PROGRESS);
            } else if (verdict.equals(PathVerdict.UP) && (f == null || f.subflows() == 0) && connected) {
                verdict = PathVerdict.down(anyFallback() ? Reason.MPTCP_STRIPPED : Reason.HUB_UNREACHABLE);
            }
            reports.add(f == null ? PathReport.idle(uplink.name(), verdict) : PathReport.of(uplink.name(), verdict, f));
        }
        return reports;
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("The paths' thread did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
        endpoints.follow(List.of());
    }

    private void drain() {
        AtomicBoolean any = new AtomicBoolean();
        events.drain(_ -> any.set(true));
        if (any.get() && refreshing.compareAndSet(false, true)) {
            thread.schedule(this::refreshLater, QUIET_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void refreshLater() {
        refreshing.set(false);
        try {
            refresh();
        } catch (IOException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("The machine's changes could not be followed");
        }
    }

    /** What is gone leaves the connections before anything else; what is new gets its tables before its endpoint. */
    private void refresh() throws IOException {
        HostView view = node.view();
        List<Uplink> before = uplinks;
        List<Uplink> now = spec.stream().map(u -> Uplink.read(u, view)).toList();
        Map<Integer, InetAddress> idsBefore = endpoints.ids();
        endpoints.follow(inUse(now.stream().filter(before::contains).toList()));
        node.arrange(view);
        endpoints.follow(inUse(now));
        uplinks = now;
        silent.retain(now.stream().flatMap(u -> u.addresses().stream()).collect(Collectors.toSet()));
        announce(before, now);
        if (!before.isEmpty() && !now.equals(before)) { // at the start there is nobody to tell yet
            node.waysChanged();
        }
        if (!endpoints.ids().equals(idsBefore)) {
            node.namesChanged();
        }
    }

    private static void announce(List<Uplink> before, List<Uplink> now) {
        for (Uplink uplink : now) {
            if (!before.contains(uplink)) {
                PathVerdict verdict = uplink.verdict();
                log.atInfo()
                        .addKeyValue("path", uplink.name())
                        .addKeyValue("interface", uplink.interfaceName())
                        .addKeyValue(
                                "addresses",
                                uplink.addresses().stream().map(Prefix::text).toList())
                        .addKeyValue(
                                "reason",
                                verdict.reason() == null
                                        ? "none"
                                        : verdict.reason().text())
                        .log(verdict.equals(PathVerdict.UP) ? "Uplink is up" : "Uplink is down");
            }
        }
    }

    /** What went silent is out, unless it is on trial. */
    private List<Uplink> inUse(List<Uplink> of) {
        return of.stream()
                .map(u -> u.with(a -> !silent.isOut(a) || silent.isOnTrial(a)))
                .toList();
    }

    private void every(long periodMs, Runnable task) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        log.error("A look at the paths failed", e);
                    }
                },
                periodMs,
                periodMs,
                TimeUnit.MILLISECONDS);
    }

    private Map<Carrier, List<Subflow>> subflows() {
        Map<Carrier, List<Subflow>> byCarrier = new HashMap<>();
        for (Carrier carrier : node.carriers()) {
            if (carrier.isOpen()) {
                byCarrier.put(carrier, MptcpSocket.subflows(carrier.fd()));
            }
        }
        return byCarrier;
    }

    private static List<PathTraffic.Sample> samples(Map<Carrier, List<Subflow>> byCarrier) {
        return byCarrier.entrySet().stream()
                .map(e -> new PathTraffic.Sample(e.getKey(), e.getValue()))
                .toList();
    }

    private void sample() {
        Map<Carrier, List<Subflow>> byCarrier = subflows();
        traffic.sample(samples(byCarrier), s -> nameOf(s.local().getAddress()));
        repair(byCarrier);
    }

    private void checkAcks() {
        long nowNs = System.nanoTime();
        Map<Carrier, List<Subflow>> byCarrier = subflows();
        Set<InetAddress> waiting = acks.silent(samples(byCarrier), nowNs);
        Set<InetAddress> established = byCarrier.values().stream()
                .flatMap(s -> PathTraffic.established(s).stream())
                .map(s -> s.local().getAddress())
                .collect(Collectors.toSet());
        // With nothing better left there is nothing to gain: the kernel goes on trying.
        if (waiting.size() < established.size()) {
            waiting.stream().filter(a -> !silent.isOut(a)).forEach(a -> takeOut(a, nowNs));
        }
        for (InetAddress address :
                uplinks.stream().flatMap(u -> u.addresses().stream()).toList()) {
            if (silent.isOnTrial(address) && established.contains(address)) {
                bringBack(address, nowNs);
            } else if (silent.isOut(address)) {
                tryAgain(address, nowNs);
            }
        }
    }

    private void takeOut(InetAddress address, long nowNs) {
        silent.takeOut(address, nowNs);
        endpoints.follow(inUse(uplinks));
        log.atWarn().addKeyValue("path", nameOf(address)).log("Path is down: nothing it carries is acknowledged");
    }

    private void tryAgain(InetAddress address, long nowNs) {
        boolean again = silent.isOnTrial(address);
        if (silent.isDue(address, nowNs)) {
            if (again) {
                endpoints.renew(address);
            }
            endpoints.follow(inUse(uplinks)); // adds it when an earlier trial could not
            node.namesChanged();
        }
    }

    private void bringBack(InetAddress address, long nowNs) {
        silent.bringBack(address, nowNs);
        log.atInfo().addKeyValue("path", nameOf(address)).log("Path is up again");
    }

    private void repair(Map<Carrier, List<Subflow>> byCarrier) {
        for (Uplink uplink : uplinks) {
            for (InetAddress address : uplink.with(a -> !silent.isOut(a)).addresses()) {
                switch (missing.judge(address, byCarrier, System.nanoTime())) {
                    case MissingSubflows.Act.Nothing _ -> {}
                    case MissingSubflows.Act.Renew _ -> {
                        endpoints.renew(address);
                        node.namesChanged();
                    }
                    case MissingSubflows.Act.Replace replace -> node.replace(replace.carrier());
                }
            }
        }
    }

    private boolean anyFallback() {
        return node.carriers().stream().anyMatch(c -> c.isOpen() && !MptcpSocket.isMptcp(c.fd()));
    }

    private String nameOf(InetAddress local) {
        return uplinks.stream()
                .filter(u -> u.addresses().contains(local))
                .findFirst()
                .map(Uplink::name)
                .orElse("other");
    }
}
