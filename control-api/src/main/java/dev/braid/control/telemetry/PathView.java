package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One uplink towards one hub, as the edge sees it. */
@Schema(name = "Path")
public record PathView(
        @Schema(example = "dsl") String name,

        @Schema(
                allowableValues = {"connecting", "up", "down", "standby", "suspect", "unknown"},
                example = "down")
        String state,

        @Schema(example = "probes lost", description = "Why it is not up, from a closed set") @Nullable
        String reason,

        @Schema(description = "The figures behind the state, a sentence for a person") @Nullable
        String reasonText,

        @Nullable Instant since,
        @Schema(example = "use") @Nullable String role,
        @Schema(example = "flat") @Nullable String costClass,

        @com.fasterxml.jackson.annotation.JsonProperty("interface") @Schema(example = "eth1") @Nullable
        String interfaceName,

        @Schema(example = "21.4") double rttMs,
        double jitterMs,
        @Schema(example = "0.002") double lossRatio,

        @Schema(example = "0.67", description = "Of the bytes sent on this tunnel's paths lately")
        double share,

        long outboundBitsPerSecond,
        long inboundBitsPerSecond,
        long bytesSent,
        long bytesReceived,
        long retransmits,
        long congestionWindowSegments,
        int subflows,
        long dataUsedBytes,
        long dataCapBytes,
        @Schema(example = "2026-11-01") @Nullable String dataPeriodStart,
        boolean disabled) {

    static PathView of(NodeStatus.Path path, Rate rate) {
        return new PathView(
                path.name(),
                Words.of(path.state()),
                path.reason(),
                orNull(path.detail()),
                path.since().equals(Instant.EPOCH) ? null : path.since(),
                orNull(path.role()),
                orNull(path.cost()),
                orNull(path.interfaceName()),
                path.rttMs(),
                path.jitterMs(),
                path.lossRatio(),
                path.share(),
                rate.outboundBitsPerSecond(),
                rate.inboundBitsPerSecond(),
                path.bytesSent(),
                path.bytesReceived(),
                path.retransmits(),
                path.congestionWindowSegments(),
                path.subflows(),
                path.dataUsedBytes(),
                path.dataCapBytes(),
                path.dataPeriodStart(),
                path.disabled());
    }

    /** A hub, or an older node, does not say. */
    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
