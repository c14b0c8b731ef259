package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.contract.Diagnosis;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.host.EdgeSetup.UplinkLink;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.path.EdgePath.Transition;
import dev.braid.node.path.probe.PathProbes;
import dev.braid.node.path.probe.ProbeKey;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All paths of an edge together: looks at them, judges each, lets in who shall carry, and makes the kernel's endpoints so. Belongs to the paths'
 * thread, but for what says otherwise.
 */
final class PathCouncil implements AutoCloseable {
    private static final long UNREACHABLE_NS = TimeUnit.SECONDS.toNanos(3);
    /** Data so young comes this very moment. */
    private static final long HEARD_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long CALM_AFTER_NS = TimeUnit.SECONDS.toNanos(30);
    /** In the half second between two samples: keepalives and little else. */
    private static final long CALM_BYTES = 1024;

    private final EdgePaths.Node node;
    private final IoEventLoop loop;
    private final OperatorChoices choices;
    private final PathDiary diary;
    private final PathBoard board = new PathBoard();
    private final DataCaps caps;
    private final InstantSource time;
    private final Endpoints endpoints;
    private final EndpointPlan plan;
    private final CarrierSamples samples;
    private final PathTraffic traffic = new PathTraffic();
    private final SubflowRepair repair;
    private Map<String, EdgePath> paths = new LinkedHashMap<>();
    private Set<String> admitted = Set.of();
    private long disconnectedSinceNs = System.nanoTime();
    private long changedNs = System.nanoTime();
    private final BondScales scales = new BondScales();
    private final HubAim hub;
    private final CopyPaths copies = new CopyPaths();

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
        this.node = node;
        this.loop = loop;
        hub = new HubAim(later);
        this.choices = choices;
        diary = new PathDiary(tunnel, journal, time);
        this.time = time;
        caps = new DataCaps(
                stateDirectory, time, (path, text, figures) -> note("data-cap", path.name(), text, figures));
        samples = new CarrierSamples(node::carriers);
        endpoints = new Endpoints(node, samples::canAllSpare);
        plan = new EndpointPlan(endpoints);
        repair = new SubflowRepair(endpoints::renew, node::replace, node::giveUp);
    }

    /** Any thread. */
    List<Way> ways(InetSocketAddress to) {
        return board.ways(to);
    }

    /** Any thread. */
    Optional<Way> way(String uplink, InetSocketAddress to) {
        return board.way(uplink, to);
    }

    /** Any thread. */
    int carry(byte[] datagram, int lengthBytes) {
        return copies.carry(datagram, lengthBytes);
    }

    /** Somebody has found out whether MPTCP passes. */
    void found(String uplink, Diagnosis.Passing result) {
        EdgePath path = paths.get(uplink);
        if (path != null) {
            path.passage().found(result, false, System.nanoTime());
        }
    }

    /** Any thread. */
    Map<Integer, String> names(InetAddress initial) {
        Map<Integer, String> names = new LinkedHashMap<>();
        names.put(0, board.nameOf(initial));
        endpoints.ids().forEach((id, address) -> names.put(id, board.nameOf(address)));
        return names;
    }

    /** Any thread. */
    List<PathReport> reports() {
        return board.reports();
    }

    /** Any thread. */
    void note(String kind, String path, String text, Map<String, Double> figures) {
        diary.note(kind, path, board.verdict(path), text, figures);
    }

    /** Its carrier has been seen to go, or all of it; what it carries is sent again elsewhere without delay. Any thread. */
    void drop(int ifindex) {
        endpoints.drop(ifindex);
    }

    /** The same, for all that follows from it. */
    void unplugged(int ifindex) {
        endpoints.dropSeen(ifindex);
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
                path = new EdgePath(slot, specs.get(i), noneYet, new PathProbes(loop, slot, node), time);
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
        hub.aim(paths.values());
        turn();
    }

    /** Probes go to this address with this key from now on. */
    void aim(InetSocketAddress to, ProbeKey with) {
        hub.at(to, with);
        hub.aim(paths.values());
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
            boolean heardElsewhere = paths.values().stream()
                    .anyMatch(p -> p != path && lookOf(p, looks).acks().lastDataNs() < HEARD_NS);
            path.look(lookOf(path, looks), hubAnswers, heardElsewhere, nowNs);
            if (path.health().trialStarts()) {
                trials.add(path);
            } else if (path.isAlive() && !was) {
                returned.add(path);
            }
        }
        boolean verdictsChanged = admit(connected, nowNs);
        boolean namesBefore = plan.follow(paths.values(), admitted, trials, returned, looks, nowNs);
        boolean others = copies.choose(paths.values(), admitted);
        endpoints.spare(spare());
        publish();
        if (verdictsChanged) {
            changedNs = nowNs;
            node.verdictsChanged();
        }
        if (namesBefore) {
            node.namesChanged();
        }
        if (!returned.isEmpty()) {
            node.waysChanged();
        }
        return hub.probe(paths.values(), new HubAim.Wanted(copies.bits(), others), nowNs);
    }

    /** Whether nothing is carried, and no verdict has changed so lately that a repair may follow. */
    boolean isCalm() {
        return System.nanoTime() - changedNs > CALM_AFTER_NS && samples.areQuiet(CALM_BYTES);
    }

    /** Adds up what was carried, and repairs what the kernel leaves broken. */
    void sample() {
        Map<Carrier, List<Subflow>> byCarrier = samples.all();
        long nowNs = System.nanoTime();
        hub.findPlain(paths.values(), byCarrier.keySet(), nowNs);
        caps.count(paths.values(), nowNs);
        traffic.sample(CarrierSamples.of(byCarrier), s -> board.nameOf(s.local().getAddress()));
        scales.weigh(paths.values(), traffic.figures().values(), nowNs);
        SubflowRepair.Wanted wanted = wanted();
        Map<Integer, InetAddress> ids = endpoints.ids();
        paths.values().stream()
                .filter(p -> p.refusesJoins() && isJoined(p, byCarrier))
                .forEach(p -> p.passage().forgetJoins());
        paths.values().stream()
                .filter(p -> p.passage().wantsJoins())
                .forEach(p -> p.addresses().forEach(endpoints::renew));
        repair.turn(byCarrier, wanted, nowNs);
        if (!endpoints.ids().equals(ids)) {
            node.namesChanged();
        }
        publish();
    }

    private SubflowRepair.Wanted wanted() {
        return new SubflowRepair.Wanted(
                addresses(this::isAdmitted),
                addresses(p -> isAdmitted(p) && p.plain()),
                addresses(p -> isAdmitted(p) && !p.plain() && p.refusesJoins()),
                addresses(EdgePath::mayCarry));
    }

    private boolean isAdmitted(EdgePath path) {
        return admitted.contains(path.name());
    }

    private Set<InetAddress> addresses(Predicate<EdgePath> of) {
        return paths.values().stream()
                .filter(of)
                .flatMap(p -> p.addresses().stream())
                .collect(Collectors.toSet());
    }

    /** Whether a connection that has begun elsewhere has a subflow there. */
    private static boolean isJoined(EdgePath path, Map<Carrier, List<Subflow>> byCarrier) {
        Set<InetAddress> addresses = path.addresses();
        return byCarrier.entrySet().stream()
                .filter(e -> !addresses.contains(e.getKey().source()))
                .flatMap(e -> PathTraffic.established(e.getValue()).stream())
                .anyMatch(s -> addresses.contains(s.local().getAddress()));
    }

    /** Whether any verdict is another. */
    private boolean admit(boolean connected, long nowNs) {
        boolean reachable = connected || nowNs - disconnectedSinceNs < UNREACHABLE_NS;
        admitted = Admission.admitted(
                paths.values().stream().map(EdgePath::candidate).toList(), reachable);
        boolean changed = false;
        for (EdgePath path : paths.values()) {
            Transition transition = path.decide(admitted, connected, nowNs);
            if (transition != null) {
                diary.changed(path, transition);
                changed = true;
            }
        }
        return changed;
    }

    /** With two that carry, each can be done without. */
    private Set<Integer> spare() {
        Set<Integer> carrying = new HashSet<>();
        for (EdgePath path : paths.values()) {
            if (path.isAlive() && !path.plain() && isAdmitted(path)) {
                carrying.add(path.uplink().ifindex());
            }
        }
        return carrying.size() > 1 ? carrying : Set.of();
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

    private void publish() {
        Map<String, PathTraffic.Figures> figures = traffic.figures();
        board.put(
                paths.values(),
                admitted,
                p -> p.report(figures.getOrDefault(p.name(), PathTraffic.Figures.NONE), caps.usage(p)));
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
        caps.close();
        endpoints.follow(Map.of());
    }
}
