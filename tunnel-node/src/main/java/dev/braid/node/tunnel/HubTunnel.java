package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.QueueHold;
import dev.braid.node.lane.packet.PacketPeer;
import dev.braid.node.lane.stream.StreamPeer;
import dev.braid.node.path.speed.HubMeasurement;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One edge at its hub. */
final class HubTunnel implements PacketPeer.Watcher {
    private static final long DRAIN_MS = 10_000;
    private static final long RACE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int MEASUREMENTS_MAX = 2;
    private static final String STARTED_ANEW = "the edge has started anew";

    private final String name;
    private final TunnelWatcher watcher;
    /** Replaced and not yet gone, by their place. */
    private final Map<Integer, Carrier> leaving = new ConcurrentHashMap<>();

    private final QueueHold hold = new QueueHold();
    private final AtomicInteger measuring = new AtomicInteger();
    private PacketPeer peer;
    private @Nullable StreamPeer streams;
    /** Whose carriers the pool has. */
    private volatile @Nullable UUID pooled;

    @SuppressWarnings("NullAway.Init") // the peer needs us as its watcher first; set before the first carrier
    HubTunnel(String name, TunnelWatcher watcher) {
        this.name = name;
        this.watcher = watcher;
    }

    void peer(PacketPeer ours) {
        peer = ours;
    }

    PacketPeer peer() {
        return peer;
    }

    void streams(StreamPeer ours) {
        streams = ours;
    }

    /** Null when the hub has no stream lane. */
    @Nullable
    StreamPeer streams() {
        return streams;
    }

    List<Carrier> carriers() {
        List<Carrier> all = new ArrayList<>(peer.carriers());
        StreamPeer pool = streams;
        if (pool != null) {
            all.addAll(pool.carriers());
        }
        return all;
    }

    StreamWatcher streamWatcher() {
        return new StreamWatcher();
    }

    /** On the carrier's loop. What the edge has replaced goes: at once when it has started anew, else when it is drained. */
    void up(Carrier carrier) {
        if (carrier.hello().lane() == Lane.STREAM) {
            streamUp(carrier);
            return;
        }
        StreamPeer pool = streams;
        if (pool != null) {
            closeOthers(pool.carriers(), carrier);
        }
        for (Carrier other : peer.carriers()) {
            if (!isSameTunnel(other, carrier)) {
                other.close(Reason.REPLACED, STARTED_ANEW);
            } else if (other.hello().index() == carrier.hello().index()) {
                replace(other, carrier);
            }
        }
        peer.add(carrier);
    }

    /** Two that came nearly at once are of one race: the edge ends the loser itself, and only it knows which that is. */
    private void replace(Carrier old, Carrier fresh) {
        if (old.ageNs() > RACE_NS) {
            retire(old);
        } else {
            fresh.loop()
                    .schedule(
                            () -> {
                                if (fresh.isOpen() && old.isOpen()) {
                                    retire(old);
                                }
                            },
                            RACE_NS,
                            TimeUnit.NANOSECONDS);
        }
    }

    private void streamUp(Carrier carrier) {
        StreamPeer pool = streams;
        if (pool == null) {
            carrier.close(Reason.REFUSED, "no stream lane");
            return;
        }
        // a pool grows by hundreds a second, all of one tunnel but for the moment in which an edge starts anew
        UUID tunnel = carrier.hello().tunnel();
        if (!tunnel.equals(pooled)) {
            pooled = tunnel;
            closeOthers(pool.carriers(), carrier);
        }
        carrier.holdBack(hold);
        pool.add(carrier, false);
        if (!tunnel.equals(pooled)) {
            carrier.close(Reason.REPLACED, STARTED_ANEW);
        }
    }

    /** Whether as many measurements run as may. */
    boolean measures() {
        return measuring.get() >= MEASUREMENTS_MAX;
    }

    /** It is none of the tunnel's carriers: nobody's traffic goes by it. */
    void measure(Carrier carrier) {
        measuring.incrementAndGet();
        HubMeasurement.serve(carrier, measuring::decrementAndGet);
    }

    private static void closeOthers(List<Carrier> carriers, Carrier fresh) {
        carriers.stream()
                .filter(other -> !isSameTunnel(other, fresh))
                .forEach(other -> other.close(Reason.REPLACED, STARTED_ANEW));
    }

    private static boolean isSameTunnel(Carrier a, Carrier b) {
        return a.hello().tunnel().equals(b.hello().tunnel());
    }

    @Override
    public void gone(Carrier carrier, CarrierEnd end) {
        leaving.remove(carrier.hello().index(), carrier);
        watcher.carrierGone(name, carrier, end);
    }

    @Override
    public void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
        watcher.control(carrier, type, buffer, index, lengthBytes);
    }

    /** One at a time for each place: an edge that opens carriers without end cannot keep a crowd of leaving ones. */
    private void retire(Carrier old) {
        Carrier earlier = leaving.put(old.hello().index(), old);
        if (earlier != null) {
            earlier.close(Reason.REPLACED, "replaced twice");
        }
        old.loop().execute(() -> peer.drain(old));
        old.loop().schedule(() -> old.close(Reason.REPLACED, "not drained in time"), DRAIN_MS, TimeUnit.MILLISECONDS);
    }

    /** The same tunnel's end in the other lane. */
    final class StreamWatcher implements StreamPeer.Watcher {
        @Override
        public void gone(Carrier carrier, CarrierEnd end) {
            watcher.carrierGone(name, carrier, end);
        }

        @Override
        public void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
            watcher.control(carrier, type, buffer, index, lengthBytes);
        }

        @Override
        public void taken() {}
    }
}
