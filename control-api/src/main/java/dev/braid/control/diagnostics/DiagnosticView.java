package dev.braid.control.diagnostics;

import dev.braid.control.node.Commands;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A measurement: asked for, running, or done. */
@Schema(name = "Diagnostic")
record DiagnosticView(
        String id,
        @Schema(example = "home") String node,

        @Schema(allowableValues = {"speed-test", "mptcp-support"})
        String kind,

        @Schema(allowableValues = {"queued", "running", "done", "failed"})
        String state,

        @Nullable String reason,

        @Schema(type = "object", example = "{\"uplink\": \"dsl\", \"durationSeconds\": 10}")
        JsonNode parameters,

        @Schema(
                type = "object",
                nullable = true,
                example =
                        "{\"hub\": \"fra\", \"uplinks\": [{\"uplink\": \"dsl\", \"outboundBitsPerSecond\": 38000000,"
                                + " \"inboundBitsPerSecond\": 94000000, \"idleRttMs\": 21.0, \"loadedRttMs\": 64.0, \"error\": null}],"
                                + " \"bond\": {\"uplink\": \"\", \"outboundBitsPerSecond\": 80000000,"
                                + " \"inboundBitsPerSecond\": 140000000, \"idleRttMs\": null, \"loadedRttMs\": null, \"error\": null}}",
                description =
                        "As the node gave it. Of a speed test: hub, uplinks and bond (null when one uplink was asked for),"
                                + " each with outboundBitsPerSecond, inboundBitsPerSecond, idleRttMs, loadedRttMs, error. Of"
                                + " MPTCP support: hub and uplinks, each with result (passes, stripped or unreachable), state,"
                                + " subflows and text")
        @Nullable
        JsonNode result,

        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static DiagnosticView of(Commands.Command command) {
        return new DiagnosticView(
                command.id(),
                command.node(),
                command.kind(),
                command.state().name().toLowerCase(Locale.ROOT),
                command.reason(),
                command.parameters(),
                command.result(),
                command.createdAt(),
                command.startedAt(),
                command.finishedAt());
    }
}
