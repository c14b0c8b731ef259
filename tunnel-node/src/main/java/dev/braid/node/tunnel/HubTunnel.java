package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.lane.packet.PacketPeer;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One edge at its hub. */
final class HubTunnel implements PacketPeer.Watcher {
    private static final long DRAIN_MS = 10_000;

    private final String name;
    private final TunnelWatcher watcher;
    /** Replaced and not yet gone, by their place. */
    private final Map<Integer, Carrier> leaving = new ConcurrentHashMap<>();

    private PacketPeer peer;

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

    /** On the carrier's loop. What the edge has replaced goes: at once when it has started anew, else when it is drained. */
    void up(Carrier carrier) {
        for (Carrier other : peer.carriers()) {
            if (!other.hello().tunnel().equals(carrier.hello().tunnel())) {
                other.close(Reason.REPLACED, "the edge has started anew");
            } else if (other.hello().index() == carrier.hello().index()) {
                retire(other);
            }
        }
        peer.add(carrier);
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
}
