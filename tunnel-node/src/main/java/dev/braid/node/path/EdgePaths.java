package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.contract.Diagnosis;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.EdgeSetup.UplinkLink;
import dev.braid.node.host.HostView;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.linux.NetworkEvent;
import dev.braid.node.linux.NetworkEvents;
import dev.braid.node.linux.Nice;
import dev.braid.node.path.probe.Passenger;
import dev.braid.node.path.probe.ProbeKey;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An edge's paths to its hub: follows the uplinks, and gives the {@link PathCouncil} its turns. */
public final class EdgePaths implements AutoCloseable {
    /** What this room asks of the rest of the node. Called on this room's thread, but for {@code carriers} and a passenger's arrival. */
    public interface Node extends Endpoints.Kernel, Passenger {
        HostView view() throws IOException;

        /** Brings tables and rules in step with the machine as it is in {@code view}, for uplinks that have an interface. */
        void arrange(HostView view, List<UplinkLink> uplinks) throws IOException;

        /** All that are up now. */
        List<Carrier> carriers();

        /** An uplink has come, or has another address. */
        void waysChanged();

        /** The carrier lacks a subflow that others have, or has none that is of use; a fresh one would have it. */
        void replace(Carrier carrier);

        /** The carrier has had no path for long, though others have; whoever waits for it shall not wait any longer. */
        void giveUp(Carrier carrier);

        /** Some path is in another state, and the reports say so. */
        void verdictsChanged();

        /** The ids of endpoints have changed; tell the hub. */
        void namesChanged();
    }

    /**
     * What does not change while the node runs.
     *
     * @param tunnel the hub's name, for events
     * @param taken interfaces that are no uplinks
     */
    public record Settings(String tunnel, Supplier<Set<String>> taken, Path stateDirectory) {}

    private static final Logger log = LoggerFactory.getLogger(EdgePaths.class);
    /** linux/mptcp: endpoints of a namespace. */
    private static final int MAX_UPLINKS = 8;

    private static final long QUIET_MS = 20;
    private static final long SAMPLE_MS = 500;
    /** Of thousands of carriers a sample takes long; between two is so much more time. */
    private static final int REST_PER_SAMPLE = 9;

    private static final long BUSY_TURN_MS = 25;
    private static final long IDLE_TURN_MS = 100;
    private static final int REST_PER_TURN = 5;
    /** Where nothing goes on at all, one time of so many is enough. */
    private static final int CALM_TIMES = 4;

    private final Settings settings;
    private final Node node;
    private final OperatorChoices choices;
    private final EventJournal journal;
    private final PathCouncil council;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("braid-paths").daemon().factory());
    private final Unplugged unplugged;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final NetworkEvents events;
    private volatile List<NodeSpec.Uplink> specs;
    private @Nullable FdWatch watch;
    private int samplesLeftOut;

    /** Nothing happens before {@link #start}. */
    public EdgePaths(List<NodeSpec.Uplink> uplinks, Settings settings, IoEventLoop loop, Node node) throws IOException {
        this.specs = List.copyOf(uplinks);
        this.settings = settings;
        this.node = node;
        choices = OperatorChoices.open(settings.stateDirectory());
        journal = EventJournal.open(settings.stateDirectory());
        council = new PathCouncil(
                settings.tunnel(),
                node,
                loop,
                this::later,
                choices,
                journal,
                settings.stateDirectory(),
                InstantSource.system());
        unplugged = new Unplugged(council::drop, ifindex -> later(() -> council.unplugged(ifindex)));
        events = NetworkEvents.open();
    }

    /** Follows the machine from here on; has read it once when it returns, so that tunnels can be started. */
    public void start(IoEventLoop loop) throws IOException {
        thread.execute(Nice::prefer);
        refresh();
        watch = FdWatch.start(loop, events.fd(), this::drain);
        refreshSoon();
        thread.execute(this::turn);
        thread.schedule(this::sample, SAMPLE_MS, TimeUnit.MILLISECONDS);
    }

    /** Looks at the machine again, soon and on this room's thread: what the node asks of it has changed. */
    public void refreshSoon() {
        if (refreshing.compareAndSet(false, true)) {
            later(this::refreshLater);
        }
    }

    /**
     * Other uplinks from now on, told apart by their names: one that stays keeps its routing table, counters and verdict; one that goes leaves
     * the connections first. Comes back at once, the change follows on this room's thread; the same list again does nothing. Any thread.
     *
     * @throws IllegalArgumentException for more than 8, or two of one name
     */
    public void configure(List<NodeSpec.Uplink> uplinks) {
        if (uplinks.size() > MAX_UPLINKS) {
            throw new IllegalArgumentException(
                    uplinks.size() + " uplinks; the kernel keeps endpoints for " + MAX_UPLINKS);
        }
        if (uplinks.stream().map(NodeSpec.Uplink::name).distinct().count() < uplinks.size()) {
            throw new IllegalArgumentException("two uplinks have the same name");
        }
        specs = List.copyOf(uplinks);
        refreshSoon();
    }

    /**
     * Takes an uplink out by hand, without loss, or lets it in again. Remembered over restarts.
     *
     * @throws IllegalArgumentException when there is none of that name
     * @throws IOException when the choice cannot be written down; nothing has changed then
     */
    public void disable(String uplink, boolean out) throws IOException {
        if (specs.stream().noneMatch(u -> u.name().equals(uplink))) {
            throw new IllegalArgumentException("no uplink is named '" + uplink + "'; there are "
                    + String.join(
                            ", ", specs.stream().map(NodeSpec.Uplink::name).toList()));
        }
        if (choices.set(uplink, out)) {
            council.note(
                    "uplink", uplink, out ? "taken out by the operator" : "let in again by the operator", Map.of());
            later(council::turn);
        }
    }

    /** From which uplinks the hub can be tried now, best first. */
    public List<Way> ways(InetSocketAddress hub) {
        return council.ways(hub);
    }

    /**
     * Sends a passenger's datagram, the same on each path that is chosen for it. Any thread.
     *
     * @return how many the kernel has taken, 2 at most
     */
    public int carry(byte[] datagram, int lengthBytes) {
        return council.carry(datagram, lengthBytes);
    }

    /** By this uplink, whatever its role and state; empty while it has no address for the hub. */
    public Optional<Way> way(String uplink, InetSocketAddress hub) {
        return council.way(uplink, hub);
    }

    /** Tries it now, which takes some seconds where nothing answers, and lets the verdict know. Any thread. */
    public Diagnosis.Passing checkMptcp(String uplink, Way way) {
        Diagnosis.Passing result = MptcpCheck.of(way);
        later(() -> council.found(uplink, result));
        return result;
    }

    /** The uplinks behind a carrier's address ids; its own address is id 0. */
    public Map<Integer, String> names(InetAddress initial) {
        return council.names(initial);
    }

    /** One for each configured uplink, in the configuration's order. */
    public List<PathReport> reports() {
        return council.reports();
    }

    public List<NodeEvent> eventsAfter(long id, int max) {
        return journal.after(id, max);
    }

    /** The hub has given us a key for probes, over a carrier to this address. Any thread. */
    public void probe(InetSocketAddress hub, ProbeKey key) {
        later(() -> council.aim(hub, key));
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        unplugged.close();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("The paths' thread did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
        council.close();
        journal.close();
    }

    /** After the end there is nobody left to tell. */
    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("An answer came after the paths were closed");
        }
    }

    /** A link that goes is acted upon at once; everything else is read from the machine when it has calmed down. */
    private void drain() {
        List<NetworkEvent> heard = new ArrayList<>();
        events.drain(heard::add);
        for (NetworkEvent event : heard) {
            if (event instanceof NetworkEvent.LinkGone(var link)) {
                unplugged.link(link.index());
            } else if (event instanceof NetworkEvent.LinkChanged(var link) && !(link.up() && link.carrier())) {
                unplugged.link(link.index());
            }
        }
        if (!heard.isEmpty() && refreshing.compareAndSet(false, true)) {
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
        List<NodeSpec.Uplink> wanted = specs;
        List<Uplink> read = Uplink.readAll(wanted, view, settings.taken().get());
        boolean changed = council.leave(wanted, read);
        node.arrange(view, council.links());
        council.join(read);
        if (changed) {
            logUplinks(read);
            node.waysChanged();
        }
    }

    private static void logUplinks(List<Uplink> read) {
        for (Uplink uplink : read) {
            log.atInfo()
                    .addKeyValue("path", uplink.name())
                    .addKeyValue("interface", uplink.interfaceName())
                    .addKeyValue(
                            "addresses",
                            uplink.addresses().stream().map(Prefix::text).toList())
                    .log("Uplink is as follows");
        }
    }

    private void turn() {
        boolean busy = false;
        long startNs = System.nanoTime();
        try {
            busy = council.turn();
        } catch (RuntimeException e) {
            log.error("A look at the paths failed", e);
        }
        if (!thread.isShutdown()) {
            long idleMs = council.isCalm() ? CALM_TIMES * IDLE_TURN_MS : IDLE_TURN_MS;
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            long nextMs = Math.max(busy ? BUSY_TURN_MS : idleMs, Math.min(IDLE_TURN_MS, REST_PER_TURN * tookMs));
            thread.schedule(this::turn, nextMs, TimeUnit.MILLISECONDS);
        }
    }

    private void sample() {
        long startNs = System.nanoTime();
        if (!council.isCalm() || ++samplesLeftOut >= CALM_TIMES) {
            samplesLeftOut = 0;
            try {
                council.sample();
            } catch (RuntimeException e) {
                log.error("A sample of the paths failed", e);
            }
        }
        if (!thread.isShutdown()) {
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            thread.schedule(this::sample, Math.max(SAMPLE_MS, REST_PER_SAMPLE * tookMs), TimeUnit.MILLISECONDS);
        }
    }
}
