package dev.braid.control;

import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What an edge says whose tunnel is up on one path. */
final class EdgeReport {
    private static final long CERTIFICATE_S = 86_400;

    private EdgeReport() {}

    /** @param bytes that the tunnel has carried outwards, twice as many as inwards */
    static NodeReport of(String edge, String hub, NodeStatus.Path path, long bytes) {
        NodeStatus.Tunnel tunnel = new NodeStatus.Tunnel(
                hub,
                NodeStatus.State.UP,
                null,
                Instant.EPOCH,
                List.of("10.77.0.2"),
                List.of(),
                List.of(path),
                new NodeStatus.Flow(bytes / 100, bytes),
                new NodeStatus.Flow(bytes / 200, bytes / 2),
                0,
                Map.of());
        NodeStatus status = new NodeStatus(edge, "edge", "1", Instant.EPOCH, 10, List.of(tunnel), List.of());
        return new NodeReport(
                "1", 1, null, null, 0, Instant.now().plusSeconds(CERTIFICATE_S), List.of("eth0"), status, List.of());
    }
}
