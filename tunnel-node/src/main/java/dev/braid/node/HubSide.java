package dev.braid.node;

import dev.braid.node.admin.Verb;
import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierListener;
import dev.braid.node.carrier.Feature;
import dev.braid.node.carrier.Frame;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.Welcome;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.FirewallDrop;
import dev.braid.node.host.HostView;
import dev.braid.node.host.HubSetup;
import dev.braid.node.host.StreamSetup;
import dev.braid.node.lane.datagram.DatagramPeer;
import dev.braid.node.lane.packet.PacketPeer;
import dev.braid.node.lane.stream.StreamPeer;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.path.HubPaths;
import dev.braid.node.path.PathNames;
import dev.braid.node.path.PathReport;
import dev.braid.node.path.probe.ProbeKey;
import dev.braid.node.path.probe.ProbeResponder;
import dev.braid.node.path.probe.ProbeSession;
import dev.braid.node.tunnel.HubTunnels;
import dev.braid.node.tunnel.TunnelBook;
import dev.braid.node.tunnel.TunnelState;
import dev.braid.node.tunnel.TunnelWatcher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hub: its listener, and the tunnels of its edges. */
final class HubSide implements Side {
    private static final Logger log = LoggerFactory.getLogger(HubSide.class);

    private final Base base;
    private final TunnelBook book;
    private final HubTunnels tunnels;
    private final HubPaths paths;
    private final ProbeResponder probes;
    private final CarrierListener listener;
    private final @Nullable StreamHost streamHost;
    /** Edges that have lent us carriers since we run. */
    private final Set<String> lending = ConcurrentHashMap.newKeySet();

    private volatile NodeSpec.HubNode spec;
    private volatile Set<InetAddress> own = Set.of();
    private volatile Map<FirewallDrop, Long> refusedPackets = Map.of();

    HubSide(NodeSpec.HubNode spec, Base base, TunnelBook book) throws IOException {
        this.spec = spec;
        this.base = base;
        this.book = book;
        arrange(spec);
        boolean streams = spec.streams().enabled();
        streamHost = streams ? base.own(new StreamHost(base.host, base.streams, base.loops.getFirst())) : null;
        tunnels = new HubTunnels(
                spec,
                base.loops,
                base::features,
                base.lane,
                streams ? new HubTunnels.Streams(base.streams, () -> own) : null,
                new Watcher());
        followAddresses();
        paths = HubPaths.start(base.loops.getFirst(), this::carriersByTunnel);
        probes = ProbeResponder.start(base.loops.getLast(), spec.listen());
        listener = CarrierListener.start(base.door(), base.group, base.tls, tunnels);
        log.atInfo().addKeyValue("listen", spec.listen()).log("Listening for edges");
    }

    private void arrange(NodeSpec.HubNode wanted) throws IOException {
        base.host
                .bring("hub", HubSetup.plan(wanted, base.host.view()))
                .forEach(refused -> log.atWarn()
                        .addKeyValue("change", refused.change())
                        .addKeyValue("reason", refused.reason().getMessage())
                        .log("A change was not taken by the kernel"));
    }

    /** Edges and the way to the Internet change live. The firewall comes before what it guards, and stays until that is gone. */
    @Override
    public boolean follow(NodeSpec wanted) throws IOException {
        if (!(wanted instanceof NodeSpec.HubNode next)
                || !next.listen().equals(spec.listen())
                || !next.inner().equals(spec.inner())
                || !next.device().equals(spec.device())
                || !next.streams().equals(spec.streams())) {
            return false;
        }
        arrange(next);
        List<String> names = next.edges().stream().map(NodeSpec.EdgeGrant::name).toList();
        book.follow(book.tunnels().stream()
                .map(TunnelState::tunnel)
                .filter(names::contains)
                .toList());
        tunnels.follow(next);
        spec.edges().stream()
                .map(NodeSpec.EdgeGrant::name)
                .filter(name -> !names.contains(name))
                .forEach(probes::forget);
        book.follow(names);
        spec = next;
        return true;
    }

    @Override
    public PacketPeer peer(String tunnel) {
        return tunnels.peer(tunnel).orElseThrow(() -> new IllegalArgumentException("no edge is named " + tunnel));
    }

    @Override
    public @Nullable StreamPeer streams(String tunnel) {
        return tunnels.streams(tunnel);
    }

    @Override
    public List<PathReport> paths(String tunnel) {
        return paths.reports(tunnel);
    }

    /** A hub leaves judging paths to its edges. */
    @Override
    public List<NodeEvent> eventsAfter(long id, int max) {
        return List.of();
    }

    @Override
    public Map<String, Verb> verbs() {
        return Map.of("events", new EventsVerb(this::eventsAfter));
    }

    @Override
    public String pathOf(Subflow subflow) {
        return Prefix.text(subflow.remote().getAddress());
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(base.host.firewallWarnings(base.tun.name()));
        String fault = streamHost == null ? null : streamHost.fault();
        if (fault != null) {
            warnings.add("TCP to the edges' LANs goes by the packet lane: " + fault);
        }
        return warnings;
    }

    @Override
    public void close() {
        listener.close();
        probes.close();
        tunnels.close();
        paths.close();
    }

    @Override
    public Map<FirewallDrop, Long> refusedPackets() {
        return refusedPackets;
    }

    @Override
    public void recheck() {
        refusedPackets = base.host.firewallDrops();
        followAddresses();
    }

    /** Our addresses may have changed, and no edge may reach them; an edge may have lent carriers, so that its LAN is reached by them. */
    private void followAddresses() {
        try {
            HostView view = base.host.view();
            Set<InetAddress> now = new HashSet<>(StreamSetup.addresses(view));
            spec.inner().forEach(prefix -> now.add(prefix.address()));
            own = Set.copyOf(now);
            if (streamHost != null) {
                NodeSpec.HubNode current = spec;
                List<Prefix> lans = streamLans(current);
                streamHost.arrange(port -> StreamSetup.hub(current, view, port, lans));
            }
        } catch (IOException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("The machine's addresses could not be read");
        }
    }

    private List<Prefix> streamLans(NodeSpec.HubNode current) {
        for (NodeSpec.EdgeGrant edge : current.edges()) {
            StreamPeer peer = tunnels.streams(edge.name());
            if (peer != null && peer.pool().idle() + peer.pool().busy() > 0) {
                lending.add(edge.name());
            }
        }
        return current.edges().stream()
                .filter(edge -> lending.contains(edge.name()))
                .flatMap(edge -> edge.lans().stream())
                .toList();
    }

    private Map<String, List<Carrier>> carriersByTunnel() {
        Map<String, List<Carrier>> carriers = new HashMap<>();
        book.tunnels().forEach(t -> carriers.put(t.tunnel(), t.allCarriers()));
        return carriers;
    }

    private void followFeatures() {
        base.limitOffloads(book.tunnels().stream()
                .map(TunnelState::carriers)
                .flatMap(List::stream)
                .map(Carrier::peerFeatures)
                .toList());
    }

    private final class Watcher implements TunnelWatcher {
        @Override
        public void carrierUp(String tunnel, Carrier carrier, Welcome welcome) {
            book.carrierUp(tunnel, carrier, welcome);
            followFeatures();
            if (carrier.hello().lane() == Lane.PACKET) {
                giveKey(tunnel, carrier);
            }
        }

        private void giveKey(String tunnel, Carrier carrier) {
            ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(64);
            ProbeKey key = probes.keyFor(tunnel, carrier.hello().tunnel());
            if (Feature.DATAGRAM.in(carrier.peerFeatures())) {
                beginDatagrams(tunnel, key);
            }
            key.write(frame);
            carrier.write(frame);
            carrier.flush();
        }

        private void beginDatagrams(String tunnel, ProbeKey key) {
            ProbeSession session = probes.session(key);
            DatagramPeer datagrams =
                    tunnels.peer(tunnel).map(PacketPeer::datagrams).orElse(null);
            if (session != null && datagrams != null && session.board(datagrams::arrived)) {
                datagrams.begin(key, false, session::carry);
            }
        }

        @Override
        public void carrierGone(String tunnel, Carrier carrier, CarrierEnd end) {
            book.carrierGone(tunnel, carrier, end);
            paths.gone(carrier);
            followFeatures();
        }

        @Override
        public void carrierFailed(String tunnel, CarrierEnd end) {
            book.carrierFailed(tunnel, end);
        }

        @Override
        public void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
            if (type == Frame.PATHS) {
                paths.named(carrier, PathNames.read(buffer, index, lengthBytes));
            }
        }
    }
}
