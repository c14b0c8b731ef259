package dev.braid.control.node;

import dev.braid.control.telemetry.TunnelView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is observed of a node. */
@Schema(name = "NodeStatus")
public record NodeStatusView(
        boolean online,
        @Nullable Instant lastReportAt,
        @Nullable String version,
        @Nullable Instant startedAt,

        @Schema(description = "Of the specification it shall run; null while the spec says too little") @Nullable
        Long desiredRevision,

        @Schema(description = "Of the specification that runs and has proved itself; null before the first") @Nullable
        Long reachedRevision,

        @Nullable Refused refused,
        @Nullable Trial trial,
        List<Condition> conditions,
        @Nullable Instant certificateExpiresAt,
        @Schema(example = "[\"eth0\", \"eth1\", \"wwan0\"]") List<String> interfaces,
        List<String> warnings,
        List<TunnelView> tunnels) {

    @Schema(name = "RefusedRevision", description = "A revision that the node did not take, or went back from")
    public record Refused(
            long revision,

            @Schema(
                    example = "not-confirmed",
                    allowableValues = {"invalid", "failed", "not-confirmed", "tunnel-down", "interrupted", "unknown"})
            String cause,

            List<String> reasons,
            Instant at) {}

    @Schema(name = "TrialRevision", description = "A revision that the node goes back from unless it proves itself")
    public record Trial(
            long revision,
            Instant confirmBy,

            @Schema(description = "A person has to confirm it")
            boolean byPerson) {}
}
