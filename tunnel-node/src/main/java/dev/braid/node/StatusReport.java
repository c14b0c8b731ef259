package dev.braid.node;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.Prefix;
import dev.braid.node.lane.datagram.DatagramFigures;
import dev.braid.node.lane.packet.DropReason;
import dev.braid.node.lane.packet.LaneTotals;
import dev.braid.node.lane.packet.PacketPeer;
import dev.braid.node.lane.stream.PoolFigures;
import dev.braid.node.lane.stream.Refused;
import dev.braid.node.lane.stream.StreamCounters;
import dev.braid.node.lane.stream.StreamPeer;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.path.DataUsage;
import dev.braid.node.path.PathReport;
import dev.braid.node.path.PathVerdict;
import dev.braid.node.path.probe.ProbeFigures;
import dev.braid.node.tunnel.TunnelBook;
import dev.braid.node.tunnel.TunnelState;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the node says of itself, put together when somebody asks. */
final class StatusReport {
    private static final double NS_PER_MS = 1e6;

    private final NodeSpec spec;
    private final TunnelBook book;
    private final Side side;
    private final Instant started = Instant.now();
    private final long startedNs = System.nanoTime();

    StatusReport(NodeSpec spec, TunnelBook book, Side side) {
        this.spec = spec;
        this.book = book;
        this.side = side;
    }

    NodeStatus now() {
        return new NodeStatus(
                spec.name(),
                spec.kind(),
                Version.text(),
                started,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNs),
                book.tunnels().stream().map(this::tunnel).toList(),
                side.warnings(),
                refusedPackets());
    }

    private Map<String, Long> refusedPackets() {
        Map<String, Long> refused = new TreeMap<>();
        side.refusedPackets().forEach((reason, count) -> {
            if (count > 0) {
                refused.put(reason.label(), count);
            }
        });
        return refused;
    }

    private NodeStatus.Tunnel tunnel(TunnelState tunnel) {
        PacketPeer peer = side.peer(tunnel.tunnel());
        LaneTotals totals = peer.totals();
        LaneTotals light = peer.datagramTotals();
        return new NodeStatus.Tunnel(
                tunnel.tunnel(),
                state(tunnel),
                reason(tunnel),
                tunnel.since(),
                tunnel.innerAddresses().stream()
                        .map(p -> Prefix.text(p.address()))
                        .toList(),
                tunnel.carriers().stream().map(StatusReport::carrier).toList(),
                side.paths(tunnel.tunnel()).stream().map(StatusReport::path).toList(),
                new NodeStatus.Flow(totals.packetsOut() + light.packetsOut(), totals.bytesOut() + light.bytesOut()),
                new NodeStatus.Flow(totals.packetsIn() + light.packetsIn(), totals.bytesIn() + light.bytesIn()),
                peer.waitingBytes(),
                drops(totals, light),
                streams(side.streams(tunnel.tunnel())),
                datagrams(light, peer.datagrams().figures()));
    }

    private static NodeStatus.Datagrams datagrams(LaneTotals totals, DatagramFigures figures) {
        return new NodeStatus.Datagrams(
                totals.packetsOut(),
                totals.bytesOut(),
                totals.packetsIn(),
                totals.bytesIn(),
                figures.copiesByCarrier(),
                figures.doubles(),
                figures.refused());
    }

    private static NodeStatus.@Nullable Streams streams(@Nullable StreamPeer peer) {
        if (peer == null) {
            return null;
        }
        StreamCounters counters = peer.counters();
        PoolFigures pool = peer.pool();
        Map<String, Long> refused = new TreeMap<>();
        for (Refused reason : Refused.values()) {
            long count = counters.refused(reason, true) + counters.refused(reason, false);
            if (count > 0) {
                refused.put(reason.label(), count);
            }
        }
        return new NodeStatus.Streams(
                peer.flowsOpen(),
                counters.flowsOpened(),
                counters.flowsOriginated(),
                refused,
                counters.bytesOut(),
                counters.bytesIn(),
                counters.openNs() / NS_PER_MS / Math.max(1, counters.flowsOpened()),
                pool.idle(),
                pool.busy() + pool.lentBusy(),
                pool.waiting(),
                counters.misses());
    }

    private NodeStatus.State state(TunnelState tunnel) {
        if (tunnel.isUp() && side.leads()) {
            return NodeStatus.State.UP;
        }
        return side instanceof EdgeSide ? NodeStatus.State.CONNECTING : NodeStatus.State.DOWN;
    }

    private @Nullable String reason(TunnelState tunnel) {
        if (tunnel.isUp()) {
            return side.leads() ? null : "the host has no routes into it yet";
        }
        CarrierEnd end = tunnel.lastEnd();
        return end == null ? "no carrier yet" : end.reason().label().replace('_', ' ') + ": " + end.detail();
    }

    private static NodeStatus.Carrier carrier(Carrier carrier) {
        return new NodeStatus.Carrier(
                carrier.hello().index(),
                carrier.hello().lane().label(),
                NodeStatus.State.UP,
                carrier.agreed().protocol(),
                carrier.agreed().group(),
                !carrier.isPlainTcp(),
                MptcpSocket.subflows(carrier.fd()).size(),
                TimeUnit.NANOSECONDS.toSeconds(carrier.ageNs()),
                carrier.bytesWritten(),
                carrier.bytesRead());
    }

    private static NodeStatus.Path path(PathReport path) {
        PathVerdict.Reason reason = path.verdict().reason();
        NodeStatus.Path seen = new NodeStatus.Path(
                path.name(),
                NodeStatus.State.valueOf(path.verdict().state().name()),
                reason == null ? null : reason.text(),
                path.rttNs() / NS_PER_MS,
                path.congestionWindowSegments(),
                path.subflows(),
                path.bytesSent(),
                path.bytesReceived(),
                path.retransmits(),
                path.share());
        return path.edge() == null ? seen : withEdge(seen, path.edge(), path.countedNs());
    }

    private static NodeStatus.Path withEdge(NodeStatus.Path seen, PathReport.Edge edge, long countedNs) {
        ProbeFigures probes = edge.probes();
        DataUsage usage = edge.usage();
        return new NodeStatus.Path(
                seen.name(),
                seen.state(),
                seen.reason(),
                seen.rttMs(),
                seen.congestionWindowSegments(),
                seen.subflows(),
                seen.bytesSent(),
                seen.bytesReceived(),
                seen.retransmits(),
                seen.share(),
                edge.role().name().toLowerCase(Locale.ROOT),
                edge.cost().name().toLowerCase(Locale.ROOT),
                edge.interfaceName(),
                edge.detail(),
                edge.since(),
                probes.jitterNs() / NS_PER_MS,
                probes.lossRatio(),
                probes.outboundDelayNs() / NS_PER_MS,
                probes.inboundDelayNs() / NS_PER_MS,
                usage == null ? 0 : usage.usedBytes(),
                usage == null ? 0 : usage.limitBytes(),
                usage == null ? null : usage.periodStart().toString(),
                edge.disabled(),
                TimeUnit.NANOSECONDS.toMillis(countedNs));
    }

    private static Map<String, Long> drops(LaneTotals... lanes) {
        Map<String, Long> drops = new TreeMap<>();
        for (DropReason reason : DropReason.values()) {
            long count = Stream.of(lanes)
                    .flatMap(lane -> Stream.of(lane.dropsOut(), lane.dropsIn()))
                    .mapToLong(by -> by.getOrDefault(reason, 0L))
                    .sum();
            if (count > 0) {
                drops.put(reason.label(), count);
            }
        }
        return drops;
    }
}
