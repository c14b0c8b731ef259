package dev.braid.node.contract;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that has changed at a node and a person may ask about, with the figures that caused it. Fields may be added, never renamed.
 *
 * @param id grows by one from event to event, over restarts too
 * @param kind {@code path}: from one state to another; {@code data-cap}: warning or cap reached, or a new period; {@code uplink}: its
 *     interface came, went or is another, or the operator took it out or in
 * @param tunnel the peer's name; "" when it is about no tunnel
 * @param path the uplink's name
 * @param from state before; {@code UNKNOWN} when the event is no transition
 * @param to state after; as {@code from} when the event is no transition
 * @param reason from the closed set of {@link NodeStatus.Path}; null when it is up
 * @param text a sentence for a person
 * @param figures by name with their unit: {@code rttMs}, {@code lossRatio}, {@code silentMs}
 */
public record NodeEvent(
        long id,
        Instant at,
        String kind,
        String tunnel,
        String path,
        NodeStatus.State from,
        NodeStatus.State to,
        @Nullable String reason,
        String text,
        Map<String, Double> figures) {
    public NodeEvent {
        at = at == null ? Instant.EPOCH : at;
        kind = Absent.text(kind);
        tunnel = Absent.text(tunnel);
        path = Absent.text(path);
        from = from == null ? NodeStatus.State.UNKNOWN : from;
        to = to == null ? NodeStatus.State.UNKNOWN : to;
        text = Absent.text(text);
        figures = figures == null ? Map.of() : Map.copyOf(figures);
    }
}
