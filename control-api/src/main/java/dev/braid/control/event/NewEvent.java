package dev.braid.control.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event before it has a number.
 *
 * @param at when it happened; null means now
 */
public record NewEvent(
        @Nullable Instant at,
        Event.Severity severity,
        String kind,
        @Nullable String node,
        @Nullable String tunnel,
        @Nullable String path,
        String message,
        Map<String, Object> details) {

    /** Of a node as a whole, now. */
    public static NewEvent ofNode(
            Event.Severity severity, String kind, String node, String message, Map<String, Object> details) {
        return ofNode(null, severity, kind, node, message, details);
    }

    /** The same at its time. */
    public static NewEvent ofNode(
            @Nullable Instant at,
            Event.Severity severity,
            String kind,
            String node,
            String message,
            Map<String, Object> details) {
        return new NewEvent(at, severity, kind, node, null, null, message, details);
    }
}
