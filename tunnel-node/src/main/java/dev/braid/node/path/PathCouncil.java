package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.contract.Diagnosis;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.host.EdgeSetup.UplinkLink;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.path.EdgePath.Transition;
import dev.braid.node.path.PathVerdict.State;
import dev.braid.node.path.probe.PathProbes;
import dev.braid.node.path.probe.ProbeKey;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * All paths of an edge together: looks at them, judges each, lets in who shall carry, and makes the kernel's endpoints so. Belongs to the paths'
 * thread, but for what says otherwise.
 */
final class PathCouncil implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PathCouncil.class);
    private static final long UNREACHABLE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long MISSING_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long COUNT_NS = TimeUnit.SECONDS.toNanos(2);

    /** What other threads may know. */
    private record Snapshot(
            List<PathReport> reports, List<WayOut> ways, List<Uplink> uplinks, Map<InetAddress, String> names) {
        static final Snapshot EMPTY = new Snapshot(List.of(), List.of(), List.of(), Map.of());
    }

    /** An uplink's addresses as sources, lower rank first. */
    private record WayOut(Uplink uplink, int rank) {}

    private final String tunnel;
    private final EdgePaths.Node node;
    private final IoEventLoop loop;
    private final Consumer<Runnable> later;
    private final OperatorChoices choices;
    private final EventJournal journal;
    private final DataBudget budget;
    private final InterfaceCounters counters;
    private final InstantSource time;
    private final Endpoints endpoints;
    private final EndpointPlan plan;
    private final CarrierSamples samples;
    private final PathTraffic traffic = new PathTraffic();
    private final SubflowRepair repair;
    private Map<String, EdgePath> paths = new LinkedHashMap<>();
    private Set<String> admitted = Set.of();
    private @Nullable InetSocketAddress hub;
    private @Nullable ProbeKey key;
    private long disconnectedSinceNs = System.nanoTime();
    private final BondTrial bond = new BondTrial();
    private long weighedNs = System.nanoTime();
    private long sentBefore;
    private long receivedBefore;
    private long countedNs = System.nanoTime() - COUNT_NS;
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    PathCouncil(
            String tunnel,
            EdgePaths.Node node,
            IoEventLoop loop,
            Consumer<Runnable> later,
            OperatorChoices choices,
            EventJournal journal,
            Path stateDirectory,
            InstantSource time)
            throws IOException {
        this.tunnel = tunnel;
        this.node = node;
        this.loop = loop;
        this.later = later;
        this.choices = choices;
        this.journal = journal;
        this.time = time;
        counters = new InterfaceCounters();
        budget = DataBudget.open(stateDirectory, counters, time, ZoneId.systemDefault());
        samples = new CarrierSamples(node::carriers);
        endpoints = new Endpoints(node, samples::canAllSpare);
        plan = new EndpointPlan(endpoints);
        repair = new SubflowRepair(endpoints::renew, node::replace);
    }

    /** Any thread. */
    List<Way> ways(InetSocketAddress to) {
        boolean ipv6 = to.getAddress() instanceof Inet6Address;
        return snapshot.ways().stream()
                .flatMap(w -> w.uplink().source(ipv6).stream()
                        .map(a -> new Way(to, a, w.uplink().interfaceName())))
                .toList();
    }

    /** Any thread. */
    Optional<Way> way(String uplink, InetSocketAddress to) {
        boolean ipv6 = to.getAddress() instanceof Inet6Address;
        return snapshot.uplinks().stream()
                .filter(u -> u.name().equals(uplink))
                .flatMap(u -> u.source(ipv6).stream().map(a -> new Way(to, a, u.interfaceName())))
                .findFirst();
    }

    /** Somebody has found out whether MPTCP passes. */
    void found(String uplink, Diagnosis.Passing result) {
        EdgePath path = paths.get(uplink);
        if (path != null) {
            path.passage().found(result, System.nanoTime());
        }
    }

    /** Any thread. */
    Map<Integer, String> names(InetAddress initial) {
        Map<InetAddress, String> byAddress = snapshot.names();
        Map<Integer, String> names = new LinkedHashMap<>();
        names.put(0, byAddress.getOrDefault(initial, "other"));
        endpoints.ids().forEach((id, address) -> names.put(id, byAddress.getOrDefault(address, "other")));
        return names;
    }

    /** Any thread. */
    List<PathReport> reports() {
        return snapshot.reports();
    }

    /** Any thread. */
    void note(String kind, String path, String text, Map<String, Double> figures) {
        PathVerdict now = snapshot.reports().stream()
                .filter(r -> r.name().equals(path))
                .map(PathReport::verdict)
                .findFirst()
                .orElse(PathVerdict.UP);
        NodeStatus.State state = state(now);
        String reason = now.reason() == null ? null : now.reason().text();
        journal.add(id -> new NodeEvent(id, time.instant(), kind, tunnel, path, state, state, reason, text, figures));
        log.atInfo().addKeyValue("path", path).addKeyValue("text", text).log("Uplink has changed");
    }

    /** Its carrier has been seen to go, or all of it; what it carries is sent again elsewhere without delay. */
    void unplugged(int ifindex) {
        for (EdgePath path : paths.values()) {
            if (path.uplink().ifindex() == ifindex && path.uplink().verdict().equals(PathVerdict.UP)) {
                path.uplink(path.uplink().unplugged());
                turn();
            }
        }
    }

    /**
     * Takes over what was read of the uplinks, and lets go of what is not there any more.
     *
     * @return whether any address, interface or uplink is another than before
     */
    boolean leave(List<NodeSpec.Uplink> specs, List<Uplink> read) {
        List<Uplink> before = paths.values().stream().map(EdgePath::uplink).toList();
        Map<String, EdgePath> now = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            EdgePath path = paths.get(specs.get(i).name());
            if (path == null) {
                int slot = freeSlot(now);
                Uplink noneYet = read.get(i).with(_ -> false);
                path = new EdgePath(slot, specs.get(i), noneYet, new PathProbes(loop, slot), time);
            }
            path.spec(specs.get(i));
            now.put(path.name(), path);
        }
        paths.values().stream().filter(p -> !now.containsValue(p)).forEach(EdgePath::close);
        paths = now;
        for (Uplink uplink : read) {
            EdgePath path = Objects.requireNonNull(now.get(uplink.name()));
            path.uplink(uplink.with(a -> path.uplink().addresses().contains(a)));
        }
        boolean first = before.isEmpty();
        boolean changed = !before.equals(read);
        if (!first && changed) {
            turn();
        }
        return changed && !first;
    }

    /** The interfaces that need a table now, with their numbers. */
    List<UplinkLink> links() {
        return paths.values().stream()
                .filter(p -> !p.uplink().interfaceName().isEmpty())
                .map(p -> new UplinkLink(
                        p.uplink().interfaceName(), p.slot(), p.spec().rate()))
                .toList();
    }

    /** What is new may be used: it has its tables. */
    void join(List<Uplink> read) {
        for (Uplink uplink : read) {
            EdgePath path = paths.get(uplink.name());
            if (path != null) {
                path.uplink(uplink);
            }
        }
        aimAll();
        turn();
    }

    /** Probes go to this address with this key from now on. */
    void aim(InetSocketAddress to, ProbeKey with) {
        hub = to;
        key = with;
        aimAll();
        turn();
    }

    /** Looks at everything once. Answers whether there is enough going on to look again very soon. */
    boolean turn() {
        long nowNs = System.nanoTime();
        Map<InetAddress, EdgePath.Look> looks = samples.look(nowNs);
        boolean connected = isConnected(looks, nowNs);
        boolean hubAnswers =
                paths.values().stream().anyMatch(p -> p.probes().figures(nowNs).isUsable());
        Set<EdgePath> trials = new HashSet<>();
        Set<EdgePath> returned = new HashSet<>();
        for (EdgePath path : paths.values()) {
            boolean was = path.isAlive();
            path.disabled(choices.isDisabled(path.name()));
            path.look(lookOf(path, looks), hubAnswers, nowNs);
            if (path.health().trialStarts()) {
                trials.add(path);
            } else if (path.isAlive() && !was) {
                returned.add(path);
            }
        }
        admit(connected, nowNs);
        boolean namesBefore = plan.follow(paths.values(), admitted, trials, returned, looks, nowNs);
        publish();
        if (namesBefore) {
            node.namesChanged();
        }
        if (!returned.isEmpty()) {
            node.waysChanged();
        }
        return probeAll(nowNs);
    }

    /** Adds up what was carried, and repairs what the kernel leaves broken. */
    void sample() {
        Map<Carrier, List<Subflow>> byCarrier = samples.all();
        Map<InetAddress, String> names = snapshot.names();
        long nowNs = System.nanoTime();
        findPlain(byCarrier, nowNs);
        countData(nowNs);
        traffic.sample(
                CarrierSamples.of(byCarrier), s -> names.getOrDefault(s.local().getAddress(), "other"));
        weigh(nowNs);
        Set<InetAddress> wanted = new HashSet<>();
        Set<InetAddress> plain = new HashSet<>();
        for (EdgePath path : paths.values()) {
            if (admitted.contains(path.name())) {
                wanted.addAll(path.addresses());
                if (path.plain()) {
                    plain.addAll(path.addresses());
                }
            }
        }
        Map<Integer, InetAddress> ids = endpoints.ids();
        repair.turn(byCarrier, wanted, plain, nowNs);
        if (!endpoints.ids().equals(ids)) {
            node.namesChanged();
        }
        publish();
    }

    /** What the load says: whether a standby is called, and whether some path does more harm than good. */
    private void weigh(long nowNs) {
        long sent = 0;
        long received = 0;
        for (PathTraffic.Figures f : traffic.figures().values()) {
            sent += f.bytesSent();
            received += f.bytesReceived();
        }
        double seconds = (nowNs - weighedNs) / 1e9;
        double bitsPerSecond = 8 * Math.max(sent - sentBefore, received - receivedBefore) / seconds;
        weighedNs = nowNs;
        sentBefore = sent;
        receivedBefore = received;
        bond.turn(
                bitsPerSecond,
                paths.values().stream()
                        .filter(p -> p.isAlive() && p.isFirstChoice())
                        .map(p -> new BondTrial.Member(
                                p.name(), p.figures().leastRttNs(), p.figures().lossRatio()))
                        .toList(),
                nowNs);
        for (EdgePath path : paths.values()) {
            path.load(bitsPerSecond, nowNs);
            path.trial(bond.isLeftOut(path.name()), bond.hurts(path.name()), harm());
        }
    }

    private String harm() {
        return "all links together carried %.1f Mbit/s with it and %.1f without"
                .formatted(bond.with() / 1e6, bond.without() / 1e6);
    }

    /** A carrier that had to do without MPTCP says so of the path it started on; a subflow that stays away makes us ask. */
    private void findPlain(Map<Carrier, List<Subflow>> byCarrier, long nowNs) {
        for (Carrier carrier : byCarrier.keySet()) {
            if (!MptcpSocket.isMptcp(carrier.fd())) {
                paths.values().stream()
                        .filter(p -> p.addresses().contains(carrier.source()))
                        .forEach(p -> p.passage().fellBack(nowNs));
            }
        }
        InetSocketAddress to = hub;
        for (EdgePath path : paths.values()) {
            PathProbes.Way way = probeWay(path.uplink());
            boolean missing = path.isAlive() && path.isMissing(MISSING_NS, nowNs);
            if (to != null && way != null && path.isAlive() && path.passage().asks(missing, nowNs)) {
                check(path, new Way(to, way.source(), way.device()));
            }
        }
    }

    /** On a thread of its own; the answer comes back to ours. */
    private void check(EdgePath path, Way way) {
        Thread.ofVirtual().name("braid-mptcp-check").start(() -> {
            Diagnosis.Passing result = MptcpCheck.of(way);
            later.accept(() -> path.passage().found(result, System.nanoTime()));
        });
    }

    private void countData(long nowNs) {
        if (nowNs - countedNs < COUNT_NS
                || paths.values().stream().allMatch(p -> p.spec().dataCap() == null)) {
            return;
        }
        countedNs = nowNs;
        counters.refresh();
        boolean marked = false;
        for (EdgePath path : paths.values()) {
            NodeSpec.DataCap cap = path.spec().dataCap();
            if (cap != null) {
                for (DataBudget.Mark mark :
                        budget.count(path.name(), path.uplink().interfaceName(), cap)) {
                    marked = true;
                    tellData(path, cap, mark);
                }
            }
            path.capReached(cap != null && budget.isReached(path.name()));
        }
        budget.write(marked, nowNs);
    }

    private void tellData(EdgePath path, NodeSpec.DataCap cap, DataBudget.Mark mark) {
        DataUsage usage = budget.usage(path.name(), cap);
        double usedBytes = usage == null ? 0 : usage.usedBytes();
        String text = switch (mark) {
            case WARNING -> "%.0f %% of the month's data are used".formatted(100 * usedBytes / cap.limitBytes());
            case CAP ->
                "the month's data is used up; " + (cap.atCap() == NodeSpec.AtCap.STOP ? "stopped" : "a standby now");
            case NEW_PERIOD -> "a new billing period begins";
        };
        note("data-cap", path.name(), text, Map.of("usedBytes", usedBytes, "limitBytes", (double) cap.limitBytes()));
    }

    private void admit(boolean connected, long nowNs) {
        boolean reachable = connected || nowNs - disconnectedSinceNs < UNREACHABLE_NS;
        admitted = Admission.admitted(
                paths.values().stream().map(EdgePath::candidate).toList(), reachable);
        for (EdgePath path : paths.values()) {
            Transition transition = path.decide(admitted.contains(path.name()), connected, nowNs);
            if (transition != null) {
                tell(path, transition);
            }
        }
    }

    private boolean isConnected(Map<InetAddress, EdgePath.Look> looks, long nowNs) {
        boolean connected = looks.values().stream().anyMatch(EdgePath.Look::established);
        if (connected) {
            disconnectedSinceNs = nowNs;
        }
        return connected;
    }

    private static EdgePath.Look lookOf(EdgePath path, Map<InetAddress, EdgePath.Look> looks) {
        EdgePath.Look all = EdgePath.Look.NOTHING;
        for (InetAddress address : path.addresses()) {
            EdgePath.Look of = looks.get(address);
            if (of != null && (!all.established() || of.acks().unackedPackets() > 0)) {
                all = of;
            }
        }
        return all;
    }

    private boolean probeAll(long nowNs) {
        boolean busy = false;
        for (EdgePath path : paths.values()) {
            long intervalNs = path.probeIntervalNs(nowNs);
            if (path.probes().isDue(intervalNs, nowNs)) {
                path.probes().send(nowNs);
            }
            busy |= path.isLoaded(nowNs) || intervalNs <= TimeUnit.MILLISECONDS.toNanos(100);
        }
        return busy;
    }

    private void aimAll() {
        for (EdgePath path : paths.values()) {
            path.probes().aim(probeWay(path.uplink()), key);
        }
    }

    private PathProbes.@Nullable Way probeWay(Uplink uplink) {
        InetSocketAddress to = hub;
        if (to == null) {
            return null;
        }
        List<InetAddress> sources = uplink.source(to.getAddress() instanceof Inet6Address);
        return sources.isEmpty() ? null : new PathProbes.Way(sources.getFirst(), uplink.interfaceName(), to);
    }

    private void tell(EdgePath path, Transition t) {
        String reason = t.to().reason() == null ? null : t.to().reason().text();
        journal.add(id -> new NodeEvent(
                id,
                path.since(),
                "path",
                tunnel,
                path.name(),
                state(t.from()),
                state(t.to()),
                reason,
                t.detail(),
                t.figures()));
        line(t).addKeyValue("path", path.name())
                .addKeyValue("reason", reason == null ? "none" : reason)
                .addKeyValue("detail", t.detail())
                .log("Path is " + t.to().state().name().toLowerCase(Locale.ROOT));
    }

    /** Doubts come and go; what they come to is what a person wants to read. */
    private static LoggingEventBuilder line(Transition t) {
        boolean doubt = t.to().state() == State.SUSPECT || t.from().state() == State.SUSPECT;
        return switch (t.to().state()) {
            case DOWN -> log.atWarn();
            case SUSPECT -> log.atDebug();
            default -> doubt ? log.atDebug() : log.atInfo();
        };
    }

    private static NodeStatus.State state(PathVerdict verdict) {
        return NodeStatus.State.valueOf(verdict.state().name());
    }

    private void publish() {
        Map<String, PathTraffic.Figures> figures = traffic.figures();
        List<PathReport> reports = new ArrayList<>();
        Map<InetAddress, String> names = new LinkedHashMap<>();
        List<WayOut> ways = new ArrayList<>();
        for (EdgePath path : paths.values()) {
            path.addresses().forEach(a -> names.put(a, path.name()));
            reports.add(path.report(
                    figures.getOrDefault(path.name(), PathTraffic.Figures.NONE),
                    budget.usage(path.name(), path.spec().dataCap())));
            int rank = wayRank(path);
            if (rank >= 0) {
                ways.add(new WayOut(path.uplink(), rank));
            }
        }
        ways.sort(Comparator.comparingInt(WayOut::rank));
        List<Uplink> uplinks = paths.values().stream().map(EdgePath::uplink).toList();
        snapshot = new Snapshot(List.copyOf(reports), List.copyOf(ways), uplinks, Map.copyOf(names));
    }

    /** Negative for paths that must not be used; those that seem lost come last, as we may be wrong. */
    private int wayRank(EdgePath path) {
        if (path.uplink().addresses().isEmpty()) {
            return -1;
        }
        if (admitted.contains(path.name())) {
            return path.plain() ? 2 : path.verdict().state() == State.UP ? 0 : 1;
        }
        return path.candidate().rank() == Admission.Rank.FIRST ? 3 : -1;
    }

    /** The lowest that neither a path of before nor one of now has. */
    private int freeSlot(Map<String, EdgePath> now) {
        Set<Integer> taken = new HashSet<>();
        paths.values().forEach(p -> taken.add(p.slot()));
        now.values().forEach(p -> taken.add(p.slot()));
        int slot = 0;
        while (taken.contains(slot)) {
            slot++;
        }
        return slot;
    }

    @Override
    public void close() {
        paths.values().forEach(EdgePath::close);
        budget.write(true, System.nanoTime());
        endpoints.follow(Map.of());
    }
}
