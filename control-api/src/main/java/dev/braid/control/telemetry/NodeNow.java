package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A node's last report, with what was computed from it and the one before. */
public record NodeNow(String node, NodeReport report, Instant reportedAt, Map<SeriesKey, Rate> rates) {
    public List<TunnelView> tunnels() {
        NodeStatus status = report.status();
        return status == null
                ? List.of()
                : status.tunnels().stream()
                        .map(tunnel -> TunnelView.of(node, tunnel, this::rate))
                        .toList();
    }

    Rate rate(String tunnel, String path) {
        return rates.getOrDefault(new SeriesKey(tunnel, path), Rate.NONE);
    }
}
