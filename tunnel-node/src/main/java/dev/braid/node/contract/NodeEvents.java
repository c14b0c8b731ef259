package dev.braid.node.contract;

import java.util.List;

/** Some of a node's events, oldest first: its answer to {@code events} on the operator's socket. */
public record NodeEvents(List<NodeEvent> events) {
    public NodeEvents {
        events = Absent.list(events);
    }
}
