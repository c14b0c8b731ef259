package dev.braid.control.node;

import java.util.List;

/**
 * What the control plane says to Prometheus of all nodes, so that none needs to be scraped itself. Names as at a node
 * ({@code metrics.Metric} there), with the label {@code node} in front.
 */
enum FleetMetric {
    NODE_UP("braid_node_up", "1 while the node reports, else 0", "node", "kind"),
    NODE_REPORT_AGE("braid_node_report_age_seconds", "Time since the node's last report", "node"),
    NODE_DESIRED_REVISION("braid_node_desired_revision", "Revision the node shall run", "node"),
    NODE_REACHED_REVISION("braid_node_reached_revision", "Revision the node runs and that has proved itself", "node"),
    NODE_CERTIFICATE_REMAINING(
            "braid_node_certificate_remaining_seconds", "Until peers stop accepting the node's certificate", "node"),
    TUNNEL_UP("braid_tunnel_up", "1 when the tunnel carries traffic, else 0", "node", "tunnel"),
    OUTBOUND_TUNNEL_BYTES(
            "braid_outbound_tunnel_bytes_total", "Inner bytes from the edge to its hub", "node", "tunnel"),
    INBOUND_TUNNEL_BYTES("braid_inbound_tunnel_bytes_total", "Inner bytes from the hub to the edge", "node", "tunnel"),
    OUTBOUND_QUEUE_BYTES("braid_outbound_queue_bytes", "Inner bytes waiting for a carrier", "node", "tunnel"),
    PATH_UP("braid_path_up", "1 when the path is used, else 0", "node", "tunnel", "path"),
    PATH_STATE(
            "braid_path_state",
            "Always 1; the path's state, and the reason when it is not up",
            "node",
            "tunnel",
            "path",
            "state",
            "reason"),
    PATH_RTT("braid_path_rtt_seconds", "Smoothed round trip", "node", "tunnel", "path"),
    PATH_LOSS("braid_path_loss_ratio", "Of probes, over the last seconds", "node", "tunnel", "path"),
    PATH_SHARE("braid_path_share_ratio", "Of the bytes sent on the tunnel's paths lately", "node", "tunnel", "path"),
    OUTBOUND_PATH_BYTES(
            "braid_outbound_path_bytes_total", "Bytes sent by the path's subflows", "node", "tunnel", "path"),
    INBOUND_PATH_BYTES(
            "braid_inbound_path_bytes_total", "Bytes received by the path's subflows", "node", "tunnel", "path"),
    OUTBOUND_PATH_RETRANSMITTED_SEGMENTS(
            "braid_outbound_path_retransmitted_segments_total", "TCP segments sent again", "node", "tunnel", "path"),
    PATH_DATA_USED("braid_path_data_used_bytes", "In this billing period", "node", "tunnel", "path"),
    PATH_DATA_CAP("braid_path_data_cap_bytes", "That the billing period includes", "node", "tunnel", "path");

    private static final String TOTAL = "_total";

    private final String metricName;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<String> labels;

    FleetMetric(String metricName, String help, String... labels) {
        this.metricName = metricName;
        this.help = help;
        this.labels = List.of(labels);
    }

    String metricName() {
        return metricName;
    }

    boolean isCounter() {
        return metricName.endsWith(TOTAL);
    }

    /** As the library wants it: it adds the suffix itself. */
    String stem() {
        return isCounter() ? metricName.substring(0, metricName.length() - TOTAL.length()) : metricName;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels;
    }
}
