package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The relation of an edge with a hub, as the edge reports it.
 *
 * @param name the edge's, a dot, the hub's
 */
@Schema(name = "Tunnel")
public record TunnelView(
        @Schema(example = "home.fra") String name,
        @Schema(example = "home") String edge,
        @Schema(example = "fra") String hub,

        @Schema(
                allowableValues = {"connecting", "up", "down", "standby", "suspect", "unknown"},
                example = "up")
        String state,

        @Nullable String reason,
        @Nullable Instant since,
        @Schema(example = "[\"10.77.0.2\"]") List<String> innerAddresses,

        @Schema(description = "The lowest of its paths that are up") @Nullable
        Double rttMs,

        long outboundBitsPerSecond,
        long inboundBitsPerSecond,
        long outboundBytes,
        long inboundBytes,
        long outboundPackets,
        long inboundPackets,
        long queueBytes,
        @Schema(description = "Packets by reason") Map<String, Long> drops,

        @Schema(description = "Of the packet lane; those of streams come and go with connections")
        List<CarrierView> carriers,

        @Schema(description = "TCP on carriers of its own; null where it is switched off") @Nullable
        StreamsView streams,

        @Schema(description = "Light packets on two paths at once; null where the node does not say") @Nullable
        DatagramsView datagrams,

        List<PathView> paths) {

    static String name(String edge, String hub) {
        return edge + "." + hub;
    }

    /** @param rates by tunnel and path; the path is "" for the tunnel itself */
    static TunnelView of(String node, NodeStatus.Tunnel tunnel, BiFunction<String, String, Rate> rates) {
        List<PathView> paths = tunnel.paths().stream()
                .map(path -> PathView.of(path, rates.apply(tunnel.peer(), path.name())))
                .toList();
        Rate rate = rates.apply(tunnel.peer(), "");
        return new TunnelView(
                name(node, tunnel.peer()),
                node,
                tunnel.peer(),
                Words.of(tunnel.state()),
                tunnel.reason(),
                tunnel.since(),
                tunnel.innerAddresses(),
                lowestRtt(tunnel),
                rate.outboundBitsPerSecond(),
                rate.inboundBitsPerSecond(),
                tunnel.outboundBytes(),
                tunnel.inboundBytes(),
                tunnel.outbound().packets(),
                tunnel.inbound().packets(),
                tunnel.queueBytes(),
                tunnel.drops(),
                tunnel.carriers().stream().map(CarrierView::of).toList(),
                tunnel.streams() == null ? null : StreamsView.of(tunnel.streams()),
                tunnel.datagrams() == null ? null : DatagramsView.of(tunnel.datagrams()),
                paths);
    }

    static @Nullable Double lowestRtt(NodeStatus.Tunnel tunnel) {
        double lowest = Double.MAX_VALUE;
        for (NodeStatus.Path path : tunnel.paths()) {
            if (path.state() == NodeStatus.State.UP && path.rttMs() > 0) {
                lowest = Math.min(lowest, path.rttMs());
            }
        }
        return lowest == Double.MAX_VALUE ? null : lowest;
    }
}
