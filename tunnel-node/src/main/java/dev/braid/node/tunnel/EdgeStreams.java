package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.QueueHold;
import dev.braid.node.carrier.Welcome;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.lane.stream.Access;
import dev.braid.node.lane.stream.PoolFigures;
import dev.braid.node.lane.stream.StreamLane;
import dev.braid.node.lane.stream.StreamPeer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge's pool of stream carriers, as large as the demand asks: some for flows that start here, and some lent to the hub for flows to
 * the LAN. Decided on one event loop; carriers are made on all.
 */
public final class EdgeStreams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EdgeStreams.class);

    private static final List<Prefix> EVERYTHING = List.of(Prefix.parse("0.0.0.0/0"), Prefix.parse("::/0"));
    private static final int LENT_SPARE = 4;
    private static final long TICK_MS = 1_000;
    private static final long MAX_AGE_NS = TimeUnit.HOURS.toNanos(1);
    /** A hub that refuses may be asked again when somebody has changed its configuration. */
    private static final long REFUSED_WAIT_MS = 60_000;

    private final EdgeTunnel tunnel;
    private final List<IoEventLoop> loops;
    private final EventLoop decider;
    private final CarrierConnector connector;
    private final long features;
    private final TunnelWatcher watcher;
    private final StreamPeer peer;
    private final PoolSize size;
    private final PoolSize lentSize;
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private final QueueHold hold = new QueueHold();
    private final AtomicBoolean adjusting = new AtomicBoolean();
    private int connecting;
    private int connectingLent;
    private int nextLoop;
    private boolean resting;
    private volatile boolean closed;
    private volatile @Nullable String refusal;
    private volatile boolean ready;

    public EdgeStreams(
            EdgeTunnel tunnel,
            NodeSpec.Streams spec,
            long features,
            List<IoEventLoop> loops,
            CarrierConnector connector,
            StreamLane lane,
            Access access,
            TunnelWatcher watcher) {
        this.tunnel = tunnel;
        this.loops = List.copyOf(loops);
        this.decider = loops.getFirst();
        this.connector = connector;
        this.features = features;
        this.watcher = watcher;
        size = new PoolSize(spec.spareCarriers(), spec.maxCarriers());
        lentSize = new PoolSize(LENT_SPARE, spec.maxCarriers());
        peer = lane.addPeer(tunnel.hub().name(), EVERYTHING, spec.maxFlows(), access, new LaneWatcher());
        decider.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    public StreamPeer peer() {
        return peer;
    }

    /** Whether the hub has this lane: a carrier has been up. */
    public boolean isReady() {
        return ready;
    }

    /** Why the hub will not have this lane; null when it has not said so. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** The tunnel is up, or an uplink has come: look at once. Any thread. */
    public void adjustSoon() {
        if (adjusting.compareAndSet(false, true)) {
            decider.execute(() -> {
                adjusting.set(false);
                adjust();
            });
        }
    }

    /** Puts a fresh one in the place of this one, if it is idle. Any thread. */
    public void replace(Carrier carrier) {
        peer.retire(carrier);
        adjustSoon();
    }

    /** The hub has started anew, and may not have said so to what was under way: nobody should wait for that. Any thread. */
    public void hubIsAnother() {
        peer.carriers().forEach(c -> c.close(Reason.SILENT, "the hub has started anew"));
    }

    @Override
    public void close() {
        closed = true;
    }

    private void tick() {
        size.tick(peer.pool().returned());
        lentSize.tick(0);
        peer.retireWorn(MAX_AGE_NS);
        adjust();
    }

    private void adjust() {
        if (closed || resting || tunnel.peer().carriers().isEmpty()) {
            return;
        }
        PoolFigures now = peer.pool();
        // who waits beside an idle one waits for a flow of its host's to end
        int wanted = size.carriers(now.busy(), now.idle() > 0 ? 0 : now.waiting());
        int missing = wanted - now.idle() - now.busy() - connecting;
        int wantedLent = lentSize.carriers(now.lentBusy(), 0);
        int missingLent = wantedLent - now.lent() - now.lentBusy() - connectingLent;
        int room = Math.max(0, size.atOnce(now.carriers()) - connecting - connectingLent);
        int dials = Math.clamp(missing, 0, room);
        int lentDials = Math.clamp(missingLent, 0, room - dials);
        connecting += dials;
        connectingLent += lentDials;
        if (dials + lentDials > 0) {
            dial(dials, lentDials);
        } else if (missing < 0 && now.idle() > 0 && connecting == 0) {
            peer.retire(PoolSize.leaving(-missing));
        }
    }

    /** The ways are asked for on a thread of its own, because that may ask DNS. */
    private void dial(int dials, int lentDials) {
        Thread.ofVirtual().name("braid-ways").start(() -> {
            List<Way> ways = tunnel.allWays();
            decider.execute(() -> {
                for (int i = 0; i < dials + lentDials; i++) {
                    dialOne(ways, i >= dials);
                }
            });
        });
    }

    private void dialOne(List<Way> ways, boolean lent) {
        if (closed || ways.isEmpty()) {
            finished(lent, new CarrierEnd(Reason.UNREACHABLE, "no uplink has an address and a route to the hub"));
            return;
        }
        int place = nextLoop++;
        EventLoop loop = loops.get(Math.floorMod(place, loops.size()));
        Hello hello =
                new Hello(Hello.VERSION, Lane.STREAM, tunnel.id(), Math.floorMod(place, Hello.MAX_INDEX + 1), features);
        loop.execute(() -> new Race(loop, connector::connect, hello, ways, true, new Outcome(lent)).start());
    }

    private void finished(boolean lent, @Nullable CarrierEnd failure) {
        if (lent) {
            connectingLent--;
        } else {
            connecting--;
        }
        if (failure == null) {
            backoff.reset();
            adjustSoon();
        } else if (!resting) {
            resting = true;
            boolean refused = failure.reason() == Reason.REFUSED;
            decider.schedule(this::goOn, refused ? REFUSED_WAIT_MS : backoff.nextMs(), TimeUnit.MILLISECONDS);
        }
    }

    private void goOn() {
        resting = false;
        adjust();
    }

    private final class Outcome implements Race.Finish {
        private final boolean lent;

        Outcome(boolean lent) {
            this.lent = lent;
        }

        @Override
        public void won(Carrier carrier, Welcome welcome) {
            if (closed) {
                carrier.close(Reason.SHUTDOWN, "this node stops");
                return;
            }
            carrier.holdBack(hold);
            if (lent) {
                peer.lend(carrier);
            } else {
                peer.add(carrier, true);
            }
            refusal = null;
            ready = true;
            watcher.carrierUp(tunnel.hub().name(), carrier, welcome);
            decider.execute(() -> finished(lent, null));
        }

        @Override
        public void allFailed(CarrierEnd last) {
            if (last.reason() == Reason.REFUSED && refusal == null) {
                refusal = last.detail();
                log.atWarn().addKeyValue("reason", last.detail()).log("TCP stays on the packet lane");
            }
            watcher.carrierFailed(tunnel.hub().name(), last);
            decider.execute(() -> finished(lent, last));
        }
    }

    private final class LaneWatcher implements StreamPeer.Watcher {
        @Override
        public void gone(Carrier carrier, CarrierEnd end) {
            watcher.carrierGone(tunnel.hub().name(), carrier, end);
        }

        @Override
        public void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
            watcher.control(carrier, type, buffer, index, lengthBytes);
        }

        @Override
        public void taken() {
            adjustSoon();
        }
    }
}
