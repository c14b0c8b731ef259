package dev.braid.node.metrics;

import java.util.List;

/**
 * Everything a node measures. Names: {@code braid_<direction>_<thing>_<unit>_total} for what is counted, base units, and for
 * gauges the same without {@code _total}. Outbound is from this node to its peer. Labels come from configuration or from
 * closed sets, never from traffic.
 */
public enum Metric {
    OUTBOUND_TUNNEL_BYTES(
            Type.COUNTER, "braid_outbound_tunnel_bytes_total", "Inner bytes handed to carriers", "tunnel", "lane"),
    OUTBOUND_TUNNEL_PACKETS(
            Type.COUNTER,
            "braid_outbound_tunnel_packets_total",
            "Inner packets handed to carriers; a super-packet counts once",
            "tunnel",
            "lane"),
    INBOUND_TUNNEL_BYTES(
            Type.COUNTER, "braid_inbound_tunnel_bytes_total", "Inner bytes received from carriers", "tunnel", "lane"),
    INBOUND_TUNNEL_PACKETS(
            Type.COUNTER,
            "braid_inbound_tunnel_packets_total",
            "Inner packets received from carriers; a super-packet counts once",
            "tunnel",
            "lane"),
    OUTBOUND_DROPPED_PACKETS(
            Type.COUNTER,
            "braid_outbound_dropped_packets_total",
            "Packets not sent to the peer, by reason",
            "tunnel",
            "lane",
            "reason"),
    INBOUND_DROPPED_PACKETS(
            Type.COUNTER,
            "braid_inbound_dropped_packets_total",
            "Packets from the peer not delivered, by reason",
            "tunnel",
            "lane",
            "reason"),
    INBOUND_REFUSED_PACKETS(
            Type.COUNTER,
            "braid_inbound_refused_packets_total",
            "Packets out of tunnels that the hub's firewall table dropped, by reason",
            "reason"),
    OUTBOUND_UNROUTED_PACKETS(
            Type.COUNTER,
            "braid_outbound_unrouted_packets_total",
            "Packets read from the device that are no tunnel's, by reason",
            "reason"),
    OUTBOUND_DEVICE_DROPPED_PACKETS(
            Type.COUNTER,
            "braid_outbound_device_dropped_packets_total",
            "Packets the kernel dropped in front of the device because the node did not keep up"),
    OUTBOUND_QUEUE_BYTES(
            Type.GAUGE, "braid_outbound_queue_bytes", "Inner bytes waiting for a carrier", "tunnel", "lane"),
    OUTBOUND_QUEUE_PACKETS(
            Type.GAUGE, "braid_outbound_queue_packets", "Inner packets waiting for a carrier", "tunnel", "lane"),
    OUTBOUND_DATAGRAMS(
            Type.COUNTER,
            "braid_outbound_datagram_packets_total",
            "Datagrams sent, two for a packet of the datagram lane that left on two paths",
            "tunnel"),
    OUTBOUND_CARRIER_COPIES(
            Type.COUNTER,
            "braid_outbound_carrier_copy_packets_total",
            "Packets of the datagram lane that had one path only, and went by a carrier too",
            "tunnel"),
    INBOUND_DOUBLES(
            Type.COUNTER,
            "braid_inbound_double_packets_total",
            "Datagrams and copies whose packet had come already",
            "tunnel"),
    INBOUND_REFUSED_DATAGRAMS(
            Type.COUNTER,
            "braid_inbound_refused_datagram_packets_total",
            "Datagrams under the tunnel's session that were damaged, forged or too old",
            "tunnel"),
    TUNNEL_UP(Type.GAUGE, "braid_tunnel_up", "1 when the tunnel carries traffic, else 0", "tunnel"),

    OUTBOUND_PATH_BYTES(
            Type.COUNTER,
            "braid_outbound_path_bytes_total",
            "Bytes sent by the path's subflows and acknowledged",
            "tunnel",
            "path"),
    OUTBOUND_PATH_SEGMENTS(
            Type.COUNTER,
            "braid_outbound_path_segments_total",
            "TCP segments sent by the path's subflows",
            "tunnel",
            "path"),
    INBOUND_PATH_BYTES(
            Type.COUNTER, "braid_inbound_path_bytes_total", "Bytes received by the path's subflows", "tunnel", "path"),
    INBOUND_PATH_SEGMENTS(
            Type.COUNTER,
            "braid_inbound_path_segments_total",
            "TCP segments received by the path's subflows",
            "tunnel",
            "path"),
    OUTBOUND_PATH_RETRANSMITTED_SEGMENTS(
            Type.COUNTER,
            "braid_outbound_path_retransmitted_segments_total",
            "TCP segments sent again by the path's subflows",
            "tunnel",
            "path"),
    PATH_RTT(
            Type.GAUGE,
            "braid_path_rtt_seconds",
            "Smoothed round trip, the lowest of the path's subflows",
            "tunnel",
            "path"),
    PATH_CONGESTION_WINDOW(
            Type.GAUGE,
            "braid_path_congestion_window_segments",
            "Congestion windows of the path's subflows together",
            "tunnel",
            "path"),
    PATH_SUBFLOWS(Type.GAUGE, "braid_path_subflows", "Established subflows on the path", "tunnel", "path"),
    PATH_UP(Type.GAUGE, "braid_path_up", "1 when the path is used, else 0", "tunnel", "path"),
    PATH_SHARE(
            Type.GAUGE,
            "braid_path_share_ratio",
            "The path's part of the tunnel's bytes in the last seconds, 0 to 1",
            "tunnel",
            "path"),
    PATH_JITTER(
            Type.GAUGE,
            "braid_path_jitter_seconds",
            "Smoothed difference of one probe's round trip to the next",
            "tunnel",
            "path"),
    PATH_LOSS(Type.GAUGE, "braid_path_loss_ratio", "Probes lost in the last seconds, 0 to 1", "tunnel", "path"),
    PATH_DATA_USED(
            Type.GAUGE,
            "braid_path_data_used_bytes",
            "Bytes of the uplink in this billing period; 0 without a data cap",
            "tunnel",
            "path"),
    OUTBOUND_PATH_PROBES(
            Type.COUNTER, "braid_outbound_path_probe_packets_total", "Probes sent on the path", "tunnel", "path"),
    INBOUND_PATH_PROBE_ANSWERS(
            Type.COUNTER, "braid_inbound_path_probe_packets_total", "Probes answered on the path", "tunnel", "path"),

    CARRIERS_UP(Type.GAUGE, "braid_carriers_up", "Carriers that are up", "tunnel", "lane"),
    CARRIERS_FALLBACK(
            Type.GAUGE, "braid_carriers_fallback", "Carriers up on plain TCP because MPTCP was refused", "tunnel"),
    CARRIERS_NEGOTIATED(
            Type.GAUGE,
            "braid_carriers_negotiated",
            "Carriers up by negotiated TLS protocol and key agreement group",
            "tunnel",
            "protocol",
            "group"),
    CARRIER_FALLBACKS(
            Type.COUNTER, "braid_carrier_fallbacks_total", "Carriers that fell back from MPTCP to plain TCP", "tunnel"),
    CARRIER_HANDSHAKES(Type.COUNTER, "braid_carrier_handshakes_total", "Carriers whose peer was accepted", "tunnel"),
    INBOUND_HANDSHAKES_REFUSED(
            Type.COUNTER,
            "braid_inbound_handshakes_refused_total",
            "Connections refused before they became a carrier, by reason",
            "reason"),

    STREAMS_OPEN(Type.GAUGE, "braid_streams_open", "TCP connections on carriers of their own", "tunnel"),
    OUTBOUND_OPENED_STREAMS(
            Type.COUNTER,
            "braid_outbound_opened_streams_total",
            "TCP connections taken here and connected by the peer",
            "tunnel"),
    INBOUND_OPENED_STREAMS(
            Type.COUNTER,
            "braid_inbound_opened_streams_total",
            "TCP connections taken by the peer and connected here",
            "tunnel"),
    OUTBOUND_REFUSED_STREAMS(
            Type.COUNTER,
            "braid_outbound_refused_streams_total",
            "TCP connections taken here and not connected, by reason",
            "tunnel",
            "reason"),
    INBOUND_REFUSED_STREAMS(
            Type.COUNTER,
            "braid_inbound_refused_streams_total",
            "TCP connections of the peer that were not connected here, by reason",
            "tunnel",
            "reason"),
    OUTBOUND_OPENING_SECONDS(
            Type.COUNTER,
            "braid_outbound_stream_opening_seconds_total",
            "Time from taking a TCP connection until the peer had connected it, over all that were",
            "tunnel"),
    OUTBOUND_POOL_MISSES(
            Type.COUNTER,
            "braid_outbound_pool_misses_total",
            "Taken TCP connections that had to wait for a carrier",
            "tunnel"),
    POOL_IDLE(Type.GAUGE, "braid_pool_carriers_idle", "Carriers of the pool ready for a TCP connection", "tunnel"),
    POOL_BUSY(Type.GAUGE, "braid_pool_carriers_busy", "Carriers of the pool with a TCP connection", "tunnel"),
    POOL_WAITING(Type.GAUGE, "braid_pool_waiting", "Taken TCP connections that wait for a carrier now", "tunnel"),

    BUILD(Type.GAUGE, "braid_node_build", "Always 1; which version of which kind of node this is", "kind", "version");

    public enum Type {
        COUNTER,
        GAUGE
    }

    private final Type type;
    private final String metricName;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<String> labels;

    Metric(Type type, String metricName, String help, String... labels) {
        this.type = type;
        this.metricName = metricName;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Type type() {
        return type;
    }

    public String metricName() {
        return metricName;
    }

    public String help() {
        return help;
    }

    /** Names of the labels that each of its series has, all of them. */
    public List<String> labels() {
        return labels;
    }
}
