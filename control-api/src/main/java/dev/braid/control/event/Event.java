package dev.braid.control.event;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param id in the order in which events became visible, without gaps that would be filled later
 * @param kind a stable word, {@code path-down}
 * @param details the figures behind it
 */
public record Event(
        long id,
        Instant at,
        Severity severity,
        @Schema(example = "path-down") String kind,

        @Schema(example = "home") @Nullable String node,

        @Schema(example = "home.fra") @Nullable String tunnel,

        @Schema(example = "dsl") @Nullable String path,

        @Schema(example = "dsl is down: no answer to 5 probes since 2026-11-29T14:02:11Z, carrying nothing")
        String message,

        @Schema(example = "{\"reason\": \"probes lost\"}") Map<String, Object> details) {

    public enum Severity {
        INFO,
        WARNING,
        ERROR;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
