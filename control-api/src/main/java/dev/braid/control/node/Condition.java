package dev.braid.control.node;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that should be so.
 *
 * @param reason a stable word when it is not
 */
@Schema(name = "Condition")
public record Condition(
        @Schema(allowableValues = {"connected", "configured", "carrying", "certificate"})
        String type,

        boolean ok,
        @Schema(example = "revision-refused") @Nullable String reason,

        @Schema(example = "uplinks.dsl.interface: there is no interface 'eth7'")
        String message,

        @Nullable Instant since) {}
