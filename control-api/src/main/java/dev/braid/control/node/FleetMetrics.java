package dev.braid.control.node;

import dev.braid.control.store.Store;
import dev.braid.control.telemetry.Live;
import dev.braid.control.telemetry.NodeNow;
import dev.braid.control.telemetry.PathView;
import dev.braid.control.telemetry.TunnelView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers a scrape out of telemetry. Tunnels and paths are those that edges report: a hub would say the same again. */
@Component
class FleetMetrics implements MultiCollector {
    private static final double MILLIS = 1_000;

    private record Known(String name, String kind, @Nullable Long revision) {}

    private final Store store;
    private final Live live;

    FleetMetrics(Store store, Live live, PrometheusRegistry registry) {
        this.store = store;
        this.live = live;
        registry.register(this);
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        List<Known> known = store.jdbc()
                .sql("SELECT nodes.name, nodes.kind, desired_specs.revision FROM nodes"
                        + " LEFT JOIN desired_specs ON desired_specs.node = nodes.name ORDER BY nodes.name")
                .query(Known.class)
                .list();
        known.forEach(node -> add(node, families));
        return families.snapshots();
    }

    private void add(Known node, Families families) {
        NodeNow now = live.find(node.name()).orElse(null);
        boolean online = now != null && live.isOnline(now);
        families.add(FleetMetric.NODE_UP, online ? 1 : 0, node.name(), node.kind());
        if (node.revision() != null) {
            families.add(FleetMetric.NODE_DESIRED_REVISION, node.revision(), node.name());
        }
        if (now == null) {
            return;
        }
        Instant time = store.now();
        families.add(
                FleetMetric.NODE_REPORT_AGE,
                Duration.between(now.reportedAt(), time).toMillis() / MILLIS,
                node.name());
        families.add(FleetMetric.NODE_REACHED_REVISION, now.report().revisionReached(), node.name());
        Instant end = now.report().certificateNotAfter();
        if (end != null) {
            families.add(
                    FleetMetric.NODE_CERTIFICATE_REMAINING,
                    Duration.between(time, end).toSeconds(),
                    node.name());
        }
        if (node.kind().equals(Kind.EDGE.text())) {
            now.tunnels().forEach(tunnel -> add(tunnel, online, families));
        }
    }

    /** Of a silent node the last state is not the present one: its tunnels and paths are not up. */
    private static void add(TunnelView tunnel, boolean online, Families families) {
        String node = tunnel.edge();
        String hub = tunnel.hub();
        families.add(FleetMetric.TUNNEL_UP, online && tunnel.state().equals("up") ? 1 : 0, node, hub);
        families.add(FleetMetric.OUTBOUND_TUNNEL_BYTES, tunnel.outboundBytes(), node, hub);
        families.add(FleetMetric.INBOUND_TUNNEL_BYTES, tunnel.inboundBytes(), node, hub);
        families.add(FleetMetric.OUTBOUND_QUEUE_BYTES, tunnel.queueBytes(), node, hub);
        tunnel.paths().forEach(path -> add(path, online, families, node, hub));
    }

    private static void add(PathView path, boolean online, Families families, String node, String hub) {
        String[] labels = {node, hub, path.name()};
        boolean up = path.state().equals("up") || path.state().equals("suspect");
        families.add(FleetMetric.PATH_UP, online && up ? 1 : 0, labels);
        families.add(
                FleetMetric.PATH_STATE,
                1,
                node,
                hub,
                path.name(),
                online ? path.state() : "unknown",
                online && path.reason() != null ? path.reason() : "");
        families.add(FleetMetric.PATH_RTT, path.rttMs() / MILLIS, labels);
        families.add(FleetMetric.PATH_LOSS, path.lossRatio(), labels);
        families.add(FleetMetric.PATH_SHARE, path.share(), labels);
        families.add(FleetMetric.OUTBOUND_PATH_BYTES, path.bytesSent(), labels);
        families.add(FleetMetric.INBOUND_PATH_BYTES, path.bytesReceived(), labels);
        families.add(FleetMetric.OUTBOUND_PATH_RETRANSMITTED_SEGMENTS, path.retransmits(), labels);
        if (path.dataCapBytes() > 0) {
            families.add(FleetMetric.PATH_DATA_USED, path.dataUsedBytes(), labels);
            families.add(FleetMetric.PATH_DATA_CAP, path.dataCapBytes(), labels);
        }
    }
}
