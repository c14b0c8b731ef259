package dev.braid.control.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One change that somebody made. */
public record AuditEntry(
        long id,
        Instant at,

        @Schema(allowableValues = {"user", "token", "node", "system"})
        String actorKind,

        @Schema(example = "ada") String actor,
        @Schema(example = "192.0.2.7") String address,
        @Schema(example = "replace") String action,
        @Schema(example = "nodes/home/uplinks/dsl") String resource,
        @Schema(type = "object", nullable = true) @Nullable JsonNode before,
        @Schema(type = "object", nullable = true) @Nullable JsonNode after,
        String requestId) {}
