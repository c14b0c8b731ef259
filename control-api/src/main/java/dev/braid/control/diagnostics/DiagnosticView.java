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
                description =
                        "As the node gave it: of a speed test bits per second for each uplink and the bond, of MPTCP"
                                + " support what each uplink lets through")
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
