package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.Welcome;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.lane.packet.PacketLane;
import dev.braid.node.lane.packet.PacketPeer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An edge's tunnel to one hub: a number of carriers kept up, all traffic given to the packet lane's only peer. */
public final class EdgeTunnel implements AutoCloseable {
    private static final long DRAIN_MS = 10_000;
    private static final List<Prefix> EVERYTHING = List.of(Prefix.parse("0.0.0.0/0"), Prefix.parse("::/0"));

    private final NodeSpec.Hub hub;
    private final Ways ways;
    private final TunnelWatcher watcher;
    private final PacketPeer peer;
    private final List<EdgeCarrier> places = new ArrayList<>();
    private final UUID id = UUID.randomUUID();

    public EdgeTunnel(
            NodeSpec.Hub hub,
            int carriers,
            long features,
            List<IoEventLoop> loops,
            CarrierConnector connector,
            PacketLane lane,
            Ways ways,
            TunnelWatcher watcher) {
        this.hub = hub;
        this.ways = ways;
        this.watcher = watcher;
        peer = lane.addPeer(hub.name(), EVERYTHING, Set.of(), new LaneWatcher());
        for (int i = 0; i < carriers; i++) {
            Hello hello = new Hello(Hello.VERSION, Lane.PACKET, id, i, features);
            places.add(new EdgeCarrier(loops.get(i % loops.size()), connector::connect, hello, new Place()));
        }
    }

    public void start() {
        places.forEach(EdgeCarrier::start);
    }

    public PacketPeer peer() {
        return peer;
    }

    UUID id() {
        return id;
    }

    NodeSpec.Hub hub() {
        return hub;
    }

    /** An uplink has come or changed: places that wait try at once. */
    public void waysChanged() {
        places.forEach(EdgeCarrier::retryNow);
    }

    /** Puts a fresh carrier in the place of this one. Any thread. */
    public void replace(Carrier carrier) {
        places.get(carrier.hello().index()).replace(carrier);
    }

    @Override
    public void close() {
        places.forEach(EdgeCarrier::close);
    }

    /** Ways to every address of the hub, the first address first. Asks DNS for a name, so the answer may take a moment. */
    List<Way> allWays() {
        try {
            return Arrays.stream(InetAddress.getAllByName(hub.host()))
                    .flatMap(a -> ways.to(new InetSocketAddress(a, hub.port())).stream())
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private final class Place implements EdgeCarrier.Owner {
        @Override
        public List<Way> ways() {
            return allWays();
        }

        @Override
        public boolean knowsWays() {
            return !peer.carriers().isEmpty();
        }

        @Override
        public void up(Carrier carrier, Welcome welcome) {
            boolean first = peer.carriers().isEmpty();
            peer.add(carrier);
            if (first) {
                places.forEach(EdgeCarrier::retryNow); // the hub is there again
            }
            watcher.carrierUp(hub.name(), carrier, welcome);
        }

        @Override
        public void replaced(Carrier worn) {
            peer.drain(worn);
            worn.loop()
                    .schedule(
                            () -> worn.close(CarrierEnd.Reason.REPLACED, "not drained in time"),
                            DRAIN_MS,
                            TimeUnit.MILLISECONDS);
        }

        @Override
        public void failed(CarrierEnd end) {
            watcher.carrierFailed(hub.name(), end);
        }
    }

    private final class LaneWatcher implements PacketPeer.Watcher {
        @Override
        public void gone(Carrier carrier, CarrierEnd end) {
            watcher.carrierGone(hub.name(), carrier, end);
            places.get(carrier.hello().index()).lost(carrier);
        }

        @Override
        public void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
            watcher.control(carrier, type, buffer, index, lengthBytes);
        }
    }
}
