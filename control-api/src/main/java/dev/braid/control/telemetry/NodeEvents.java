package dev.braid.control.telemetry;

import dev.braid.control.event.Event;
import dev.braid.control.event.NewEvent;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node says has happened, in the words of our list of events: {@code path-down}, {@code data-cap}, {@code uplink}. */
final class NodeEvents {
    private NodeEvents() {}

    static NewEvent of(String node, NodeEvent event) {
        boolean transition = event.kind().equals("path") && event.to() != event.from();
        boolean bad = (transition && event.to() == NodeStatus.State.DOWN)
                || event.kind().equals("data-cap")
                || event.kind().contains("rolled-back");
        return new NewEvent(
                event.at(),
                bad ? Event.Severity.WARNING : Event.Severity.INFO,
                transition ? "path-" + Words.of(event.to()) : event.kind().replace('.', '-'),
                node,
                event.tunnel().isEmpty() ? null : TunnelView.name(node, event.tunnel()),
                emptyToNull(event.path()),
                event.text(),
                details(event));
    }

    private static Map<String, Object> details(NodeEvent event) {
        Map<String, Object> details = new LinkedHashMap<>(event.figures());
        if (event.reason() != null) {
            details.put("reason", event.reason());
        }
        if (event.from() != NodeStatus.State.UNKNOWN) {
            details.put("from", Words.of(event.from()));
            details.put("to", Words.of(event.to()));
        }
        return details;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
