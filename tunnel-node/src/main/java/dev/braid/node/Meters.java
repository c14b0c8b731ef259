package dev.braid.node;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.Lane;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.host.FirewallDrop;
import dev.braid.node.lane.datagram.DatagramPeer;
import dev.braid.node.lane.packet.DropReason;
import dev.braid.node.lane.packet.LaneTotals;
import dev.braid.node.lane.packet.PacketPeer;
import dev.braid.node.lane.stream.Refused;
import dev.braid.node.lane.stream.StreamCounters;
import dev.braid.node.lane.stream.StreamPeer;
import dev.braid.node.metrics.MeterGroup;
import dev.braid.node.metrics.Metric;
import dev.braid.node.metrics.NodeMetrics;
import dev.braid.node.path.PathReport;
import dev.braid.node.tunnel.TunnelBook;
import dev.braid.node.tunnel.TunnelState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Hangs the node's figures on its metrics. Everything is read when somebody scrapes. */
final class Meters {
    private final NodeMetrics metrics;
    private final TunnelBook book;
    private final Side side;
    private final Map<String, List<MeterGroup>> byTunnel = new HashMap<>();
    private final Set<String> pathsSeen = new HashSet<>();

    Meters(NodeMetrics metrics, NodeSpec spec, Base base, TunnelBook book, Side side) {
        this.metrics = metrics;
        this.book = book;
        this.side = side;
        metrics.bindJvm();
        MeterGroup node = metrics.group();
        node.gauge(Metric.BUILD, () -> 1, "kind", spec.kind(), "version", Version.text());
        for (CarrierEnd.Reason reason : CarrierEnd.Reason.values()) {
            node.counter(Metric.INBOUND_HANDSHAKES_REFUSED, () -> book.refused(reason), "reason", reason.label());
        }
        for (DropReason reason : List.of(DropReason.NO_ROUTE, DropReason.MALFORMED_PACKET)) {
            node.counter(
                    Metric.OUTBOUND_UNROUTED_PACKETS,
                    () -> base.lane.unrouted().dropsOut().getOrDefault(reason, 0L),
                    "reason",
                    reason.label());
        }
        node.counter(Metric.OUTBOUND_DEVICE_DROPPED_PACKETS, base.tun::droppedUnread);
        if (spec instanceof NodeSpec.HubNode) {
            for (FirewallDrop reason : FirewallDrop.values()) {
                node.counter(
                        Metric.INBOUND_REFUSED_PACKETS,
                        () -> side.refusedPackets().getOrDefault(reason, 0L),
                        "reason",
                        reason.label());
            }
        }
        follow();
    }

    NodeMetrics metrics() {
        return metrics;
    }

    /** Tunnels and paths come and go; called now and then. */
    final synchronized void follow() {
        Set<String> names = book.tunnels().stream().map(TunnelState::tunnel).collect(Collectors.toSet());
        byTunnel.entrySet().removeIf(known -> {
            boolean gone = !names.contains(known.getKey());
            if (gone) {
                known.getValue().forEach(MeterGroup::close);
                pathsSeen.removeIf(path -> path.startsWith(known.getKey() + "/"));
            }
            return gone;
        });
        for (TunnelState tunnel : book.tunnels()) {
            if (!byTunnel.containsKey(tunnel.tunnel())) {
                byTunnel.put(tunnel.tunnel(), new ArrayList<>());
                tunnel(tunnel);
            }
            for (PathReport path : side.paths(tunnel.tunnel())) {
                if (pathsSeen.add(tunnel.tunnel() + "/" + path.name())) {
                    path(tunnel.tunnel(), path.name());
                }
            }
        }
    }

    private void tunnel(TunnelState tunnel) {
        PacketPeer peer = side.peer(tunnel.tunnel());
        MeterGroup lane = lane(tunnel.tunnel(), Lane.PACKET, peer::totals);
        lane.gauge(Metric.OUTBOUND_QUEUE_BYTES, peer::waitingBytes);
        lane.gauge(Metric.OUTBOUND_QUEUE_PACKETS, peer::waitingPackets);
        lane.gauge(Metric.CARRIERS_UP, () -> tunnel.carriers().size());
        lane(tunnel.tunnel(), Lane.DATAGRAM, peer::datagramTotals);
        StreamPeer streams = side.streams(tunnel.tunnel());
        if (streams != null) {
            streams(tunnel, streams);
        }
        MeterGroup group = group(tunnel.tunnel(), "tunnel", tunnel.tunnel());
        DatagramPeer datagrams = peer.datagrams();
        group.counter(Metric.OUTBOUND_DATAGRAMS, () -> datagrams.figures().sent());
        group.counter(Metric.OUTBOUND_CARRIER_COPIES, () -> datagrams.figures().copiesByCarrier());
        group.counter(Metric.INBOUND_DOUBLES, () -> datagrams.figures().doubles());
        group.counter(
                Metric.INBOUND_REFUSED_DATAGRAMS, () -> datagrams.figures().refused());
        group.gauge(Metric.TUNNEL_UP, () -> tunnel.isUp() && side.leads() ? 1 : 0);
        group.counter(Metric.CARRIER_HANDSHAKES, tunnel::handshakes);
        group.counter(Metric.CARRIER_FALLBACKS, tunnel::fallbacks);
        group.gauge(Metric.CARRIERS_FALLBACK, () -> fallbacks(tunnel.carriers()));
        // A carrier that negotiated anything else never comes up, so this is the only series there can be.
        group.gauge(
                Metric.CARRIERS_NEGOTIATED,
                () -> tunnel.carriers().size(),
                "protocol",
                "TLSv1.3",
                "group",
                "X25519MLKEM768");
    }

    /** What lanes of packets have in common. */
    private MeterGroup lane(String tunnel, Lane lane, Supplier<LaneTotals> totals) {
        MeterGroup group = group(tunnel, "tunnel", tunnel, "lane", lane.label());
        group.counter(Metric.OUTBOUND_TUNNEL_BYTES, () -> totals.get().bytesOut());
        group.counter(Metric.OUTBOUND_TUNNEL_PACKETS, () -> totals.get().packetsOut());
        group.counter(Metric.INBOUND_TUNNEL_BYTES, () -> totals.get().bytesIn());
        group.counter(Metric.INBOUND_TUNNEL_PACKETS, () -> totals.get().packetsIn());
        for (DropReason reason : DropReason.values()) {
            group.counter(
                    Metric.OUTBOUND_DROPPED_PACKETS,
                    () -> totals.get().dropsOut().getOrDefault(reason, 0L),
                    "reason",
                    reason.label());
            group.counter(
                    Metric.INBOUND_DROPPED_PACKETS,
                    () -> totals.get().dropsIn().getOrDefault(reason, 0L),
                    "reason",
                    reason.label());
        }
        return group;
    }

    private void streams(TunnelState tunnel, StreamPeer peer) {
        StreamCounters counters = peer.counters();
        MeterGroup lane = group(tunnel.tunnel(), "tunnel", tunnel.tunnel(), "lane", Lane.STREAM.label());
        lane.counter(Metric.OUTBOUND_TUNNEL_BYTES, counters::bytesOut);
        lane.counter(Metric.INBOUND_TUNNEL_BYTES, counters::bytesIn);
        lane.gauge(Metric.CARRIERS_UP, () -> tunnel.streamCarriers().size());
        MeterGroup group = group(tunnel.tunnel(), "tunnel", tunnel.tunnel());
        group.gauge(Metric.STREAMS_OPEN, peer::flowsOpen);
        group.counter(Metric.OUTBOUND_OPENED_STREAMS, counters::flowsOpened);
        group.counter(Metric.INBOUND_OPENED_STREAMS, counters::flowsOriginated);
        group.seconds(Metric.OUTBOUND_OPENING_SECONDS, counters::openNs);
        group.counter(Metric.OUTBOUND_POOL_MISSES, counters::misses);
        group.gauge(Metric.POOL_IDLE, () -> peer.pool().idle());
        group.gauge(Metric.POOL_BUSY, () -> peer.pool().busy());
        group.gauge(Metric.POOL_WAITING, () -> peer.pool().waiting());
        for (Refused reason : Refused.values()) {
            group.counter(
                    Metric.OUTBOUND_REFUSED_STREAMS, () -> counters.refused(reason, true), "reason", reason.label());
            group.counter(
                    Metric.INBOUND_REFUSED_STREAMS, () -> counters.refused(reason, false), "reason", reason.label());
        }
    }

    private void path(String tunnel, String path) {
        MeterGroup group = group(tunnel, "tunnel", tunnel, "path", path);
        group.counter(Metric.OUTBOUND_PATH_BYTES, () -> total(tunnel, path, PathReport::bytesSent));
        group.counter(Metric.INBOUND_PATH_BYTES, () -> total(tunnel, path, PathReport::bytesReceived));
        group.counter(Metric.OUTBOUND_PATH_SEGMENTS, () -> total(tunnel, path, PathReport::segmentsSent));
        group.counter(Metric.INBOUND_PATH_SEGMENTS, () -> total(tunnel, path, PathReport::segmentsReceived));
        group.counter(Metric.OUTBOUND_PATH_RETRANSMITTED_SEGMENTS, () -> total(tunnel, path, PathReport::retransmits));
        group.gauge(Metric.PATH_RTT, () -> value(tunnel, path, p -> p.rttNs() / 1e9));
        group.gauge(Metric.PATH_CONGESTION_WINDOW, () -> value(tunnel, path, PathReport::congestionWindowSegments));
        group.gauge(Metric.PATH_SUBFLOWS, () -> value(tunnel, path, PathReport::subflows));
        group.gauge(Metric.PATH_UP, () -> value(tunnel, path, p -> p.verdict().isUsed() ? 1 : 0));
        group.gauge(Metric.PATH_SHARE, () -> value(tunnel, path, PathReport::share));
        group.gauge(Metric.PATH_JITTER, () -> edge(tunnel, path, e -> e.probes().jitterNs() / 1e9));
        group.gauge(Metric.PATH_LOSS, () -> edge(tunnel, path, e -> e.probes().lossRatio()));
        group.gauge(
                Metric.PATH_DATA_USED,
                () -> edge(tunnel, path, e -> e.usage() == null ? 0 : e.usage().usedBytes()));
        group.counter(Metric.OUTBOUND_PATH_PROBES, () ->
                (long) edge(tunnel, path, e -> e.probes().sent()));
        group.counter(Metric.INBOUND_PATH_PROBE_ANSWERS, () ->
                (long) edge(tunnel, path, e -> e.probes().answered()));
    }

    /** A group that goes with its tunnel. */
    private MeterGroup group(String tunnel, String... labels) {
        MeterGroup group = metrics.group(labels);
        byTunnel.computeIfAbsent(tunnel, _ -> new ArrayList<>()).add(group);
        return group;
    }

    private long total(String tunnel, String path, ToLongFunction<PathReport> figure) {
        return side.paths(tunnel).stream()
                .filter(p -> p.name().equals(path))
                .mapToLong(figure)
                .findFirst()
                .orElse(0);
    }

    private double value(String tunnel, String path, ToDoubleFunction<PathReport> figure) {
        return side.paths(tunnel).stream()
                .filter(p -> p.name().equals(path))
                .mapToDouble(figure)
                .findFirst()
                .orElse(0);
    }

    /** A hub does not probe: its figures of that kind are 0. */
    private double edge(String tunnel, String path, ToDoubleFunction<PathReport.Edge> figure) {
        return value(tunnel, path, p -> p.edge() == null ? 0 : figure.applyAsDouble(p.edge()));
    }

    private static double fallbacks(List<Carrier> carriers) {
        return carriers.stream().filter(Carrier::isPlainTcp).count();
    }
}
