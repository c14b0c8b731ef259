package dev.braid.node.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself. Counters count from the start of what they belong to. Fields may be added, never renamed: a
 * reader overlooks what it does not know, and takes 0, an empty list or {@code UNKNOWN} for what an older node does not say.
 *
 * @param kind {@code edge} or {@code hub}
 * @param uptimeSeconds by the node's monotonic clock, so it is right when {@code started} is not
 * @param warnings sentences for a person: what is degraded though it works
 * @param refusedPackets by reason, what a hub's firewall table has dropped of what came out of tunnels; empty when it dropped nothing
 */
public record NodeStatus(
        String name,
        String kind,
        String version,
        Instant started,
        long uptimeSeconds,
        List<Tunnel> tunnels,
        List<String> warnings,
        Map<String, Long> refusedPackets) {
    public NodeStatus(
            String name,
            String kind,
            String version,
            Instant started,
            long uptimeSeconds,
            List<Tunnel> tunnels,
            List<String> warnings) {
        this(name, kind, version, started, uptimeSeconds, tunnels, warnings, Map.of());
    }

    public NodeStatus {
        name = Absent.text(name);
        kind = Absent.text(kind);
        version = Absent.text(version);
        started = started == null ? Instant.EPOCH : started;
        tunnels = Absent.list(tunnels);
        warnings = Absent.list(warnings);
        refusedPackets = refusedPackets == null ? Map.of() : Map.copyOf(refusedPackets);
    }

    /** Whether an edge's tunnel is up over a path that works. False at a hub, whose edges come and go as they please. */
    public boolean carries() {
        return kind.equals("edge")
                && tunnels.stream()
                        .filter(tunnel -> tunnel.state() == State.UP)
                        .flatMap(tunnel -> tunnel.paths().stream())
                        .anyMatch(path -> path.state() != State.DOWN);
    }

    public enum State {
        CONNECTING,
        UP,
        DOWN,
        /** Ready, and used when nothing better is left. */
        STANDBY,
        /** Up, with evidence against it. */
        SUSPECT,
        /** A word of a newer node. */
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** Seen from this node: outbound goes to the peer. Bytes are those of inner packets. */
    public record Flow(long packets, long bytes) {}

    /**
     * The relation with one peer.
     *
     * @param peer the other node's name
     * @param reason why the state is not {@code UP}
     * @param innerAddresses this tunnel's addresses, without prefix length
     * @param queueBytes waiting for a carrier now
     * @param drops packets by reason; reasons that never happened may be left out
     * @param outbound all packets between the devices, those of {@code datagrams} too
     * @param streams TCP connections on carriers of their own; null when the node has them off, or does not say
     * @param datagrams packets of light flows, on two paths at once; null when the node does not say
     */
    public record Tunnel(
            String peer,
            State state,
            @Nullable String reason,
            Instant since,
            List<String> innerAddresses,
            List<Carrier> carriers,
            List<Path> paths,
            Flow outbound,
            Flow inbound,
            long queueBytes,
            Map<String, Long> drops,
            @Nullable Streams streams,
            @Nullable Datagrams datagrams) {
        /** Inner bytes to the peer by all lanes. */
        public long outboundBytes() {
            return outbound.bytes() + (streams == null ? 0 : streams.bytesOut());
        }

        /** Inner bytes from the peer by all lanes. */
        public long inboundBytes() {
            return inbound.bytes() + (streams == null ? 0 : streams.bytesIn());
        }

        public Tunnel(
                String peer,
                State state,
                @Nullable String reason,
                Instant since,
                List<String> innerAddresses,
                List<Carrier> carriers,
                List<Path> paths,
                Flow outbound,
                Flow inbound,
                long queueBytes,
                Map<String, Long> drops) {
            this(
                    peer,
                    state,
                    reason,
                    since,
                    innerAddresses,
                    carriers,
                    paths,
                    outbound,
                    inbound,
                    queueBytes,
                    drops,
                    null,
                    null);
        }

        public Tunnel {
            peer = Absent.text(peer);
            state = state == null ? State.UNKNOWN : state;
            since = since == null ? Instant.EPOCH : since;
            innerAddresses = Absent.list(innerAddresses);
            carriers = Absent.list(carriers);
            paths = Absent.list(paths);
            outbound = outbound == null ? new Flow(0, 0) : outbound;
            inbound = inbound == null ? new Flow(0, 0) : inbound;
            drops = drops == null ? Map.of() : Map.copyOf(drops);
        }
    }

    /**
     * The stream lane of a tunnel.
     *
     * @param open connections now, both directions
     * @param opened taken here and connected by the peer
     * @param originated taken by the peer and connected here
     * @param refused by reason, both directions
     * @param meanOpenMs from taking a connection until the peer had connected it
     * @param idleCarriers ready for a connection
     * @param misses connections that had to wait for a carrier
     */
    public record Streams(
            int open,
            long opened,
            long originated,
            Map<String, Long> refused,
            long bytesOut,
            long bytesIn,
            double meanOpenMs,
            int idleCarriers,
            int busyCarriers,
            int waiting,
            long misses) {
        public Streams {
            refused = refused == null ? Map.of() : Map.copyOf(refused);
        }
    }

    /**
     * The datagram lane of a tunnel.
     *
     * @param packetsOut packets sent by it, each on two ways if there are two
     * @param bytesOut of those packets, each counted once
     * @param copiesByCarrier those whose second way was a carrier, as one path only was left
     * @param doubles packets that came, and had come already
     * @param refused datagrams that were damaged or nobody's
     */
    public record Datagrams(
            long packetsOut,
            long bytesOut,
            long packetsIn,
            long bytesIn,
            long copiesByCarrier,
            long doubles,
            long refused) {}

    /**
     * One authenticated connection.
     *
     * @param lane {@code packet} or {@code stream}
     * @param protocol as negotiated, {@code TLSv1.3}; null until then
     * @param group key agreement as negotiated, {@code X25519MLKEM768}; null until then
     * @param mptcp false when the connection fell back to plain TCP and keeps to one path
     * @param subflows all of them, the first included
     */
    public record Carrier(
            int index,
            String lane,
            State state,
            @Nullable String protocol,
            @Nullable String group,
            boolean mptcp,
            int subflows,
            long ageSeconds,
            long bytesSent,
            long bytesReceived) {
        public Carrier {
            lane = Absent.text(lane);
            state = state == null ? State.UNKNOWN : state;
        }
    }

    /**
     * One uplink towards one hub, summed over all carriers.
     *
     * @param name the uplink's; at a hub the address the path comes from
     * @param reason why the state is not {@code UP}, from a closed set
     * @param rttMs smoothed; the lowest of the path's subflows, or of its probes when it has none
     * @param congestionWindowSegments sum over the path's subflows
     * @param retransmits segments sent again
     * @param share of the bytes sent on this tunnel's paths lately, 0 to 1
     * @param role {@code use}, {@code standby} or {@code never}; "" at a hub
     * @param cost {@code flat}, {@code metered} or {@code expensive}; "" at a hub
     * @param interfaceName what the uplink is now, "" while there is none
     * @param detail the figures behind the state, a sentence for a person
     * @param since of the state and its reason
     * @param lossRatio of probes, over the last seconds, 0 to 1
     * @param outboundDelayMs estimated way to the hub, queues included
     * @param dataUsedBytes in this billing period; 0 when nobody counts
     * @param dataCapBytes 0 for none
     * @param dataPeriodStart first day of the billing period, {@code 2026-11-01}
     * @param disabled by the operator
     * @param countedMs when the bytes were counted, by the node's monotonic clock; 0 when it does not say
     */
    public record Path(
            String name,
            State state,
            @Nullable String reason,
            double rttMs,
            long congestionWindowSegments,
            int subflows,
            long bytesSent,
            long bytesReceived,
            long retransmits,
            double share,
            String role,
            String cost,
            String interfaceName,
            String detail,
            Instant since,
            double jitterMs,
            double lossRatio,
            double outboundDelayMs,
            double inboundDelayMs,
            long dataUsedBytes,
            long dataCapBytes,
            @Nullable String dataPeriodStart,
            boolean disabled,
            long countedMs) {
        public Path {
            name = Absent.text(name);
            state = state == null ? State.UNKNOWN : state;
            role = Absent.text(role);
            cost = Absent.text(cost);
            interfaceName = Absent.text(interfaceName);
            detail = Absent.text(detail);
            since = since == null ? Instant.EPOCH : since;
        }

        /** Without what only an edge knows. */
        public Path(
                String name,
                State state,
                @Nullable String reason,
                double rttMs,
                long congestionWindowSegments,
                int subflows,
                long bytesSent,
                long bytesReceived,
                long retransmits,
                double share) {
            this(
                    name,
                    state,
                    reason,
                    rttMs,
                    congestionWindowSegments,
                    subflows,
                    bytesSent,
                    bytesReceived,
                    retransmits,
                    share,
                    "",
                    "",
                    "",
                    "",
                    Instant.EPOCH,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    null,
                    false,
                    0);
        }
    }
}
