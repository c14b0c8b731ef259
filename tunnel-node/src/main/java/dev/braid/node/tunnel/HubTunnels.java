package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.CarrierListener.Judgement;
import dev.braid.node.carrier.CarrierListener.Registry;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.Refusal;
import dev.braid.node.carrier.Welcome;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.identity.PeerId;
import dev.braid.node.lane.packet.PacketLane;
import dev.braid.node.lane.packet.PacketPeer;
import dev.braid.node.lane.stream.HubAccess;
import dev.braid.node.lane.stream.StreamLane;
import dev.braid.node.lane.stream.StreamPeer;
import io.netty.channel.IoEventLoop;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The edges a hub knows, and the tunnels of those that are connected. */
public final class HubTunnels implements Registry, AutoCloseable {
    /** The stream lane, and the hub's own addresses now, which no edge may reach by it. */
    public record Streams(StreamLane lane, Supplier<Set<InetAddress>> own) {}

    private final PacketLane lane;
    private final @Nullable Streams streams;
    private final List<IoEventLoop> loops;
    private final LongSupplier features;
    private final TunnelWatcher watcher;
    private volatile NodeSpec.HubNode spec;
    private volatile Map<String, HubTunnel> tunnels = Map.of();

    /** @param features ours now, as bits of {@link dev.braid.node.carrier.Feature} */
    public HubTunnels(
            NodeSpec.HubNode spec,
            List<IoEventLoop> loops,
            LongSupplier features,
            PacketLane lane,
            @Nullable Streams streams,
            TunnelWatcher watcher) {
        this.spec = spec;
        this.loops = List.copyOf(loops);
        this.features = features;
        this.watcher = watcher;
        this.lane = lane;
        this.streams = streams;
        follow(spec);
    }

    /** Knows the edges of {@code next} from now on. Carriers of edges that are gone, or have another address now, are closed. */
    public final synchronized void follow(NodeSpec.HubNode next) {
        Map<String, HubTunnel> before = tunnels;
        Map<String, HubTunnel> now = new LinkedHashMap<>();
        Map<String, List<Prefix>> addresses = new HashMap<>();
        spec.edges().forEach(edge -> addresses.put(edge.name(), edge.addresses()));
        spec = next;
        for (NodeSpec.EdgeGrant edge : next.edges()) {
            HubTunnel known = before.get(edge.name());
            now.put(edge.name(), known == null ? add(edge) : known);
        }
        tunnels = Collections.unmodifiableMap(now);
        for (NodeSpec.EdgeGrant edge : next.edges()) {
            HubTunnel known = before.get(edge.name());
            if (known != null) {
                lane.follow(known.peer(), prefixes(edge), Set.copyOf(edge.reaches()));
                StreamPeer pool = known.streams();
                if (pool != null) {
                    follow(pool, edge);
                }
                if (!edge.addresses().equals(addresses.get(edge.name()))) {
                    closeAll(known, Reason.REPLACED, "the edge has another address now");
                }
            }
        }
        before.forEach((name, gone) -> {
            if (!now.containsKey(name)) {
                lane.removePeer(gone.peer());
                StreamPeer pool = gone.streams();
                if (streams != null && pool != null) {
                    streams.lane().removePeer(pool);
                }
                closeAll(gone, Reason.REFUSED, "the edge is no longer known");
            }
        });
    }

    private HubTunnel add(NodeSpec.EdgeGrant edge) {
        HubTunnel tunnel = new HubTunnel(edge.name(), watcher);
        tunnel.peer(lane.addPeer(edge.name(), prefixes(edge), Set.copyOf(edge.reaches()), tunnel));
        if (streams != null) {
            tunnel.streams(streams.lane()
                    .addPeer(
                            edge.name(),
                            edge.lans(),
                            spec.streams().maxFlows(),
                            new HubAccess(spec, edge, streams.own()),
                            tunnel.streamWatcher()));
        }
        return tunnel;
    }

    private void follow(StreamPeer peer, NodeSpec.EdgeGrant edge) {
        if (streams != null) {
            streams.lane().follow(peer, edge.lans(), new HubAccess(spec, edge, streams.own()));
        }
    }

    private static List<Prefix> prefixes(NodeSpec.EdgeGrant edge) {
        return Stream.concat(edge.addresses().stream().map(HubTunnels::alone), edge.lans().stream())
                .toList();
    }

    private static void closeAll(HubTunnel tunnel, Reason reason, String detail) {
        tunnel.carriers().forEach(carrier -> carrier.close(reason, detail));
    }

    public Optional<PacketPeer> peer(String tunnel) {
        return Optional.ofNullable(tunnels.get(tunnel)).map(HubTunnel::peer);
    }

    /** Null for an edge that is not known, or when there is no stream lane. */
    public @Nullable StreamPeer streams(String edge) {
        HubTunnel tunnel = tunnels.get(edge);
        return tunnel == null ? null : tunnel.streams();
    }

    public Collection<PacketPeer> peers() {
        return tunnels.values().stream().map(HubTunnel::peer).toList();
    }

    @Override
    public Judgement judge(PeerId edge, Hello hello) {
        HubTunnel tunnel = tunnels.get(edge.name());
        if (tunnel == null) {
            return refuse(Refusal.Reason.UNKNOWN_EDGE, "this hub has no edge named " + edge.name());
        }
        if (hello.lane() == Lane.MEASURE) {
            return tunnel.measures()
                    ? refuse(Refusal.Reason.LANE_UNAVAILABLE, "this hub measures for " + edge.name() + " already")
                    : new Judgement.Accept(welcome(edge.name()), loops.getLast());
        }
        if (hello.lane() != Lane.PACKET && (hello.lane() != Lane.STREAM || tunnel.streams() == null)) {
            return refuse(
                    Refusal.Reason.LANE_UNAVAILABLE,
                    "this hub has no " + hello.lane().label() + " lane");
        }
        return new Judgement.Accept(welcome(edge.name()), loops.get(hello.index() % loops.size()));
    }

    @Override
    public void up(Carrier carrier) {
        HubTunnel tunnel = tunnels.get(carrier.peer().name());
        if (tunnel == null) {
            carrier.close(Reason.REFUSED, "the edge is no longer known");
            return;
        }
        if (carrier.hello().lane() == Lane.MEASURE) {
            tunnel.measure(carrier);
            return;
        }
        tunnel.up(carrier);
        watcher.carrierUp(carrier.peer().name(), carrier, welcome(carrier.peer().name()));
    }

    @Override
    public void failed(CarrierEnd end) {
        watcher.carrierFailed("", end);
    }

    @Override
    public void close() {
        tunnels.values().forEach(tunnel -> closeAll(tunnel, Reason.SHUTDOWN, "this hub stops"));
    }

    private Welcome welcome(String edge) {
        List<Prefix> addresses = spec.edges().stream()
                .filter(e -> e.name().equals(edge))
                .flatMap(e -> e.addresses().stream())
                .map(this::inInnerNetwork)
                .toList();
        return new Welcome(Hello.VERSION, features.getAsLong(), spec.device().mtuBytes(), addresses);
    }

    /** The edge's address with the prefix length of the inner network it belongs to. */
    private Prefix inInnerNetwork(Prefix address) {
        return spec.inner().stream()
                .filter(inner -> inner.contains(alone(address)))
                .findFirst()
                .map(inner -> new Prefix(address.address(), inner.length()))
                .orElse(address);
    }

    private static Prefix alone(Prefix address) {
        return new Prefix(address.address(), address.address().getAddress().length * 8);
    }

    private static Judgement refuse(Refusal.Reason reason, String text) {
        return new Judgement.Refuse(new Refusal(reason, text));
    }
}
