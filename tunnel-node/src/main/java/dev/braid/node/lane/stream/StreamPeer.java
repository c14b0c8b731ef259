package dev.braid.node.lane.stream;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The other end of a tunnel as this lane sees it: its carriers, the connections that wait for one, and what it may do here. Any thread. */
public final class StreamPeer {
    /** What the tunnel wants to know. */
    public interface Watcher {
        /** On the carrier's loop. */
        void gone(Carrier carrier, CarrierEnd end);

        /** A frame that is not this lane's; borrowed until it returns. On the carrier's loop. */
        void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes);

        /** An idle carrier was taken, or one was missing. Any thread, and often: return at once. */
        void taken();
    }

    /** A connection that was accepted, and not yet read from. */
    record Taken(InetSocketAddress destination, InetSocketAddress source, long atNs) {}

    private final String tunnel;
    private final StreamLane lane;
    private volatile Access access;
    private final Watcher watcher;
    private final StreamCounters counters = new StreamCounters();
    private final Pool pool;
    private final FlowLimit takenLimit;
    private final FlowLimit originatedLimit;
    private final WaitingLine<Waiting> waiting;

    StreamPeer(StreamLane lane, String tunnel, int loops, int maxFlows, Access access, Watcher watcher) {
        this.lane = lane;
        this.tunnel = tunnel;
        this.access = access;
        this.watcher = watcher;
        pool = new Pool(loops);
        takenLimit = new FlowLimit(maxFlows);
        originatedLimit = new FlowLimit(maxFlows);
        waiting = new WaitingLine<>(WaitingLine.places(maxFlows), System.nanoTime());
    }

    public String tunnel() {
        return tunnel;
    }

    void follow(Access next) {
        access = next;
    }

    public StreamCounters counters() {
        return counters;
    }

    /** A carrier of this tunnel is up; call it on its loop before any frame arrives. With {@code ours} we open the flows on it. */
    public void add(Carrier carrier, boolean ours) {
        StreamCarrier added = new StreamCarrier(carrier, this, lane.flows(carrier.loop()), ours);
        carrier.sink(added);
        synchronized (pool) {
            pool.add(added);
        }
        if (ours) {
            free(added);
        }
    }

    /** As {@link #add}, but the peer is told to open flows on it. */
    public void lend(Carrier carrier) {
        StreamCarrier added = new StreamCarrier(carrier, this, lane.flows(carrier.loop()), false);
        carrier.sink(added);
        synchronized (pool) {
            pool.add(added);
        }
        added.lend();
    }

    public List<Carrier> carriers() {
        synchronized (pool) {
            return pool.all().stream().map(StreamCarrier::carrier).toList();
        }
    }

    public PoolFigures pool() {
        synchronized (pool) {
            return pool.figures(waiting.size());
        }
    }

    /** Flows that are open now, in both directions. */
    public int flowsOpen() {
        synchronized (pool) {
            return takenLimit.open() + originatedLimit.open();
        }
    }

    /** Sends at most {@code count} of our idle carriers away. */
    public void retire(int count) {
        drain(count, _ -> true);
    }

    /** Sends away those whose keys have done their share. */
    public void retireWorn(long maxAgeNs) {
        drain(Integer.MAX_VALUE, c -> c.carrier().isWorn(maxAgeNs));
    }

    /** Sends this one away if it is idle and ours. */
    public void retire(Carrier carrier) {
        drain(1, c -> c.carrier() == carrier);
    }

    /** Takes an accepted connection that is on no loop yet. */
    void take(EpollSocketChannel tcp, InetSocketAddress destination, InetSocketAddress source) {
        Waiting one = new Waiting(tcp, new Taken(destination, source, System.nanoTime()));
        if (!assign(one)) {
            counters.missed();
        }
        watcher.taken();
    }

    /** A carrier has nothing to do. On its loop. */
    void free(StreamCarrier carrier) {
        synchronized (pool) {
            pool.cameBack(carrier);
            pool.free(carrier);
        }
        serve();
    }

    /** The peer has opened a flow on one it was lent. */
    void busy(StreamCarrier carrier) {
        synchronized (pool) {
            pool.busy(carrier);
        }
        watcher.taken();
    }

    void leaves(StreamCarrier carrier) {
        synchronized (pool) {
            pool.remove(carrier);
        }
    }

    void gone(StreamCarrier carrier, CarrierEnd end) {
        leaves(carrier);
        watcher.gone(carrier.carrier(), end);
        watcher.taken();
    }

    void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
        watcher.control(carrier, type, buffer, index, lengthBytes);
    }

    /** Connects what the peer asks for, or refuses it. On the carrier's loop. */
    @Nullable
    Flow originate(StreamCarrier carrier, Open open) {
        Refused no =
                access.refuse(open.destination().getAddress(), open.source().getAddress());
        if (no == null) {
            synchronized (pool) {
                no = originatedLimit.admit(open.source().getAddress()) ? null : Refused.TOO_MANY;
            }
        }
        if (no != null) {
            carrier.refuse(no);
            return null;
        }
        EpollSocketChannel tcp = Origin.socket(open);
        Flow flow = Flow.originated(tcp, carrier, this, open);
        boolean keepSource = access.keepsSource(
                open.destination().getAddress(), open.source().getAddress());
        Origin.connect(tcp, carrier.loop(), flow, open, keepSource);
        return flow;
    }

    void left(Flow flow) {
        synchronized (pool) {
            (flow.isTaken() ? takenLimit : originatedLimit).leave(flow.source().getAddress());
        }
        serve();
    }

    /** Connections that have waited too long for a carrier, or for their host's turn to have another flow, are refused. */
    void sweep(long nowNs) {
        List<Waiting> late;
        Refused reason;
        synchronized (pool) {
            late = waiting.late(nowNs);
            reason = pool.hasIdle() ? Refused.TOO_MANY : Refused.NO_CARRIER;
        }
        late.forEach(w -> refuse(w, reason));
    }

    void close() {
        List<Waiting> all;
        synchronized (pool) {
            all = waiting.clear();
        }
        all.forEach(w -> refuse(w, Refused.SHUTDOWN));
        carriers().forEach(c -> c.close(Reason.SHUTDOWN, "this node stops"));
    }

    /** Gives idle carriers to those who wait and may have a flow now. */
    private void serve() {
        while (true) {
            Waiting next;
            StreamCarrier carrier;
            synchronized (pool) {
                next = pool.hasIdle() ? nextWaiting() : null;
                carrier = next == null ? null : pool.poll();
            }
            if (next == null || carrier == null) {
                return;
            }
            begin(carrier, next);
        }
    }

    /** Whose turn it is of those who may have a flow now, which is counted; there is a carrier. */
    private @Nullable Waiting nextWaiting() {
        while (true) {
            Waiting next = waiting.poll(System.nanoTime(), takenLimit::admit);
            if (next == null || !next.isReset()) {
                return next;
            }
            takenLimit.leave(next.host());
            next.tcp().unsafe().closeForcibly();
        }
    }

    /** A carrier at once, or a place in the line, or neither; false when there was no carrier. */
    private boolean assign(Waiting one) {
        StreamCarrier carrier = null;
        boolean admitted;
        synchronized (pool) {
            if (!pool.hasIdle()) {
                admitted = waiting.add(one.host(), one, one.taken().atNs());
            } else {
                admitted = takenLimit.admit(one.host());
                carrier = admitted ? pool.poll() : null;
            }
        }
        if (!admitted) {
            refuse(one, Refused.TOO_MANY);
        } else if (carrier != null) {
            begin(carrier, one);
        }
        return !admitted || carrier != null;
    }

    private void begin(StreamCarrier carrier, Waiting one) {
        carrier.loop().loop().execute(() -> {
            if (!carrier.begin(one.tcp(), one.taken())) {
                putBack(one);
            }
        });
    }

    /** Its carrier was gone: another, or the next that comes. */
    private void putBack(Waiting one) {
        synchronized (pool) {
            takenLimit.leave(one.host());
            waiting.putBack(one.host(), one, one.taken().atNs());
        }
        serve();
    }

    private void refuse(Waiting one, Refused reason) {
        counters.refusedOutbound(reason);
        one.tcp().unsafe().closeForcibly();
    }

    private void drain(int count, Predicate<StreamCarrier> matching) {
        List<StreamCarrier> out;
        synchronized (pool) {
            out = pool.takeOut(count, matching);
        }
        out.forEach(c -> c.loop().loop().execute(c::drain));
    }
}
