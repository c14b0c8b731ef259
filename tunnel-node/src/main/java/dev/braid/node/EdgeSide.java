package dev.braid.node;

import dev.braid.node.admin.Verb;
import dev.braid.node.agent.Ways;
import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.Feature;
import dev.braid.node.carrier.Frame;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.Welcome;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.EdgeSetup;
import dev.braid.node.host.EdgeSetup.UplinkLink;
import dev.braid.node.host.HostView;
import dev.braid.node.host.StreamSetup;
import dev.braid.node.lane.packet.PacketPeer;
import dev.braid.node.lane.stream.EdgeAccess;
import dev.braid.node.lane.stream.StreamPeer;
import dev.braid.node.mptcp.Endpoint;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.path.EdgePaths;
import dev.braid.node.path.PathNames;
import dev.braid.node.path.PathReport;
import dev.braid.node.path.PathVerdict;
import dev.braid.node.path.probe.ProbeKey;
import dev.braid.node.tunnel.EdgeStreams;
import dev.braid.node.tunnel.EdgeTunnel;
import dev.braid.node.tunnel.TunnelBook;
import dev.braid.node.tunnel.TunnelState;
import dev.braid.node.tunnel.TunnelWatcher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** An edge: its uplinks' paths and its tunnel to the hub. */
final class EdgeSide implements Side {
    private static final Logger log = LoggerFactory.getLogger(EdgeSide.class);
    private static final String SCOPE = "edge";

    private volatile NodeSpec.Edge spec;
    private final Base base;
    private final TunnelBook book;
    private final Runnable news;
    private final EdgeTunnel tunnel;
    private final EdgePaths paths;
    private final EdgeDiagnostics diagnostics;
    private final EdgeAccess lanAccess = new EdgeAccess();
    private final @Nullable EdgeStreams streams;
    private final @Nullable StreamHost streamHost;
    private final AtomicReference<ProbeKey> hubRun = new AtomicReference<>();
    private volatile List<Prefix> inner = List.of();
    /** The inner addresses that the host has routes for. */
    private volatile List<Prefix> laid = List.of();
    /** The hub has the stream lane too. */
    private volatile boolean takes;

    EdgeSide(NodeSpec.Edge spec, Base base, TunnelBook book, Runnable news) throws IOException {
        this.news = news;
        this.spec = spec;
        this.base = base;
        this.book = book;
        NodeSpec.Hub hub = spec.hubs().getFirst();
        CarrierConnector connector = new CarrierConnector(base.tls);
        IoEventLoop loop = base.loops.getFirst();
        paths = new EdgePaths(
                spec.uplinks(),
                new EdgePaths.Settings(hub.name(), this::taken, spec.stateDirectory()),
                loop,
                new Surroundings());
        diagnostics = new EdgeDiagnostics(hub, paths, connector, base.loops.getLast());
        tunnel = new EdgeTunnel(
                hub, spec.carriers(), base.features(), base.loops, connector, base.lane, paths::ways, new Watcher());
        if (spec.streams().enabled()) {
            streams = new EdgeStreams(
                    tunnel,
                    spec.streams(),
                    base.features(),
                    base.loops,
                    connector,
                    base.streams,
                    lanAccess,
                    new Watcher());
            streamHost = base.own(new StreamHost(base.host, base.streams, base.loops.getFirst()));
        } else {
            streams = null;
            streamHost = null;
        }
        try {
            paths.start(loop);
            tunnel.start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The LAN's interfaces and our own device fit many a pattern, and are no uplinks. */
    private Set<String> taken() {
        Set<String> taken = new HashSet<>(spec.lanInterfaces());
        taken.add(spec.device().name());
        return taken;
    }

    @Override
    public List<NodeEvent> eventsAfter(long id, int max) {
        return paths.eventsAfter(id, max);
    }

    @Override
    public Ways ways() {
        return new UplinkWays(paths);
    }

    @Override
    public JsonNode obey(String command, @Nullable JsonNode arguments) throws IOException {
        return diagnostics.run(command, arguments);
    }

    @Override
    public Map<String, Verb> verbs() {
        return Map.of("events", new EventsVerb(this::eventsAfter), "uplink", new UplinkVerb(paths::disable));
    }

    @Override
    public boolean follow(NodeSpec wanted) {
        if (!(wanted instanceof NodeSpec.Edge next)
                || !next.hubs().equals(spec.hubs())
                || !next.device().equals(spec.device())
                || next.carriers() != spec.carriers()
                || !next.streams().equals(spec.streams())) {
            return false;
        }
        spec = next;
        paths.configure(next.uplinks());
        paths.refreshSoon();
        return true;
    }

    @Override
    public PacketPeer peer(String name) {
        return tunnel.peer();
    }

    @Override
    public boolean leads() {
        return !laid.isEmpty() && laid.equals(inner);
    }

    @Override
    public @Nullable StreamPeer streams(String name) {
        return streams == null ? null : streams.peer();
    }

    @Override
    public List<PathReport> paths(String name) {
        return paths.reports();
    }

    @Override
    public String pathOf(Subflow subflow) {
        return paths.names(subflow.local().getAddress()).getOrDefault(0, "other");
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(base.host.firewallWarnings(base.tun.name()));
        for (PathReport path : paths.reports()) {
            PathVerdict.Reason reason = path.verdict().reason();
            if (path.verdict().state() == PathVerdict.State.DOWN && reason != null) {
                warnings.add("uplink " + path.name() + " is not used: " + reason.text());
            }
        }
        long fallback = carriers().stream().filter(Carrier::isPlainTcp).count();
        if (fallback > 0) {
            warnings.add(fallback
                    + " carriers fell back to plain TCP and use one path only: something on the way removes MPTCP");
        }
        String onPacketLane = streamHost == null ? null : streamHost.fault();
        if (onPacketLane == null && streams != null) {
            onPacketLane = streams.refusal();
        }
        if (onPacketLane != null) {
            warnings.add("TCP goes by the packet lane: " + onPacketLane);
        }
        return warnings;
    }

    @Override
    public void recheck() {
        if (streamHost != null && streamHost.isDue()) {
            paths.refreshSoon();
        }
    }

    @Override
    public void close() throws IOException {
        if (streams != null) {
            streams.close();
        }
        tunnel.close();
        paths.close();
    }

    private List<Carrier> carriers() {
        return book.tunnels().stream()
                .map(TunnelState::allCarriers)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * A hub that has started anew gives another key. What streams its earlier run had is lost, though nobody said so if its machine failed;
     * silence alone may as well be ours, and then they go on.
     */
    private void endStreamsOfAnEarlierHub(ProbeKey key) {
        ProbeKey before = hubRun.getAndSet(key);
        if (before != null && !before.equals(key) && streams != null) {
            streams.hubIsAnother();
        }
    }

    private void beginDatagrams(Carrier carrier, ProbeKey key) {
        if (Feature.DATAGRAM.in(carrier.peerFeatures())) {
            tunnel.peer().datagrams().begin(key, true, (datagram, length, _) -> paths.carry(datagram, length));
        }
    }

    private void tellNames(Carrier carrier) {
        carrier.loop().execute(() -> {
            if (carrier.isOpen()) {
                ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(256);
                PathNames.write(frame, paths.names(carrier.source()));
                carrier.write(frame);
                carrier.flush();
            }
        });
    }

    /** Our own part in a carrier's coming and going; counting is the book's. */
    private final class Watcher implements TunnelWatcher {
        @Override
        public void carrierUp(String name, Carrier carrier, Welcome welcome) {
            book.carrierUp(name, carrier, welcome);
            base.limitOffloads(List.of(welcome.features()));
            if (!inner.equals(welcome.addresses())) {
                inner = welcome.addresses();
                paths.refreshSoon();
            }
            if (welcome.mtuBytes() != spec.device().mtuBytes()) {
                log.atDebug()
                        .addKeyValue("hub_mtu", welcome.mtuBytes())
                        .log("The hub's inner MTU is another; TCP adapts by itself");
            }
            tellNames(carrier);
            if (carrier.hello().lane() == Lane.STREAM) {
                if (!takes) {
                    takes = true;
                    paths.refreshSoon();
                }
            } else if (streams != null) {
                streams.adjustSoon();
            }
        }

        @Override
        public void carrierGone(String name, Carrier carrier, CarrierEnd end) {
            book.carrierGone(name, carrier, end);
        }

        @Override
        public void carrierFailed(String name, CarrierEnd end) {
            book.carrierFailed(name, end);
        }

        @Override
        public void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
            ProbeKey key = type == Frame.PROBES ? ProbeKey.read(buffer, index, lengthBytes) : null;
            if (key != null) {
                paths.probe(carrier.remote(), key);
                beginDatagrams(carrier, key);
                endStreamsOfAnEarlierHub(key);
            }
        }
    }

    private final class Surroundings implements EdgePaths.Node {
        @Override
        public void arrived(byte[] datagram, int lengthBytes) {
            tunnel.peer().datagrams().arrived(datagram, lengthBytes);
        }

        @Override
        public HostView view() throws IOException {
            return base.host.view();
        }

        @Override
        public void arrange(HostView view, List<UplinkLink> uplinks) throws IOException {
            List<Prefix> addresses = inner;
            base.host
                    .bring(SCOPE, EdgeSetup.plan(spec, uplinks, view, addresses))
                    .forEach(refused -> log.atInfo()
                            .addKeyValue("change", refused.change())
                            .addKeyValue("reason", refused.reason().getMessage())
                            .log("A change has to wait for a link or gateway"));
            laid = addresses;
            lanAccess.update(StreamSetup.lan(spec, view), StreamSetup.addresses(view));
            if (streamHost != null && takes) {
                streamHost.arrange(port -> StreamSetup.edge(spec, view, port, inner));
            }
        }

        @Override
        public void add(Endpoint endpoint) throws IOException {
            base.host.addEndpoint(endpoint);
        }

        @Override
        public void delete(int id, InetAddress address) throws IOException {
            base.host.deleteEndpoint(id, address);
        }

        @Override
        public void setFlags(int id, int flags) throws IOException {
            base.host.setEndpointFlags(id, flags);
        }

        @Override
        public List<Endpoint> all() throws IOException {
            return base.host.endpoints();
        }

        @Override
        public List<Carrier> carriers() {
            return EdgeSide.this.carriers();
        }

        @Override
        public void waysChanged() {
            tunnel.waysChanged();
            if (streams != null) {
                streams.adjustSoon();
            }
        }

        @Override
        public void replace(Carrier carrier) {
            if (carrier.hello().lane() == Lane.PACKET) {
                tunnel.replace(carrier);
            } else if (streams != null) {
                streams.replace(carrier);
            }
        }

        @Override
        public void giveUp(Carrier carrier) {
            carrier.close(CarrierEnd.Reason.SILENT, "no path is left to it");
        }

        @Override
        public void verdictsChanged() {
            news.run();
        }

        @Override
        public void namesChanged() {
            carriers().forEach(EdgeSide.this::tellNames);
        }
    }
}
