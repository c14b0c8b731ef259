package dev.braid.control.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a node is in the live stream each second: states with their reasons, and figures; nothing that stays the same. */
record LiveNode(boolean online, Map<String, LiveTunnel> tunnels) {
    record LiveTunnel(
            String state,
            @Nullable String reason,
            long outboundBitsPerSecond,
            long inboundBitsPerSecond,
            @Nullable Double rttMs,
            long queueBytes,
            Map<String, LivePath> paths) {}

    record LivePath(
            String state,
            @Nullable String reason,
            long outboundBitsPerSecond,
            long inboundBitsPerSecond,
            double rttMs,
            double lossRatio,
            double share,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reasonText) {}

    static LiveNode of(NodeNow now, boolean online) {
        Map<String, LiveTunnel> tunnels = new LinkedHashMap<>();
        now.tunnels().forEach(tunnel -> tunnels.put(tunnel.hub(), of(tunnel)));
        return new LiveNode(online, tunnels);
    }

    private static LiveTunnel of(TunnelView tunnel) {
        Map<String, LivePath> paths = new LinkedHashMap<>();
        tunnel.paths()
                .forEach(path -> paths.put(
                        path.name(),
                        new LivePath(
                                path.state(),
                                path.reason(),
                                path.outboundBitsPerSecond(),
                                path.inboundBitsPerSecond(),
                                path.rttMs(),
                                path.lossRatio(),
                                path.share(),
                                path.reasonText())));
        return new LiveTunnel(
                tunnel.state(),
                tunnel.reason(),
                tunnel.outboundBitsPerSecond(),
                tunnel.inboundBitsPerSecond(),
                tunnel.rttMs(),
                tunnel.queueBytes(),
                paths);
    }
}
