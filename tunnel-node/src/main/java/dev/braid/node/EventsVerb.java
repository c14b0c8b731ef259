package dev.braid.node;

import dev.braid.node.admin.Verb;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeEvents;
import dev.braid.node.contract.WireJson;
import java.util.List;

/** {@code events [ID]} on the operator's socket: what came next after that event, or the newest; oldest first. */
record EventsVerb(Source source) implements Verb {
    private static final int MAX = 1_000;

    /** The journal. */
    interface Source {
        List<NodeEvent> after(long id, int max);
    }

    @Override
    public String answer(List<String> arguments) {
        if (arguments.size() > 1 || arguments.stream().anyMatch(a -> !a.matches("[0-9]{1,18}"))) {
            throw new IllegalArgumentException("say 'events', or 'events ID' for those after one");
        }
        return WireJson.write(new NodeEvents(
                arguments.isEmpty() ? newest() : source.after(Long.parseLong(arguments.getFirst()), MAX)));
    }

    private List<NodeEvent> newest() {
        List<NodeEvent> all = source.after(0, Integer.MAX_VALUE);
        return all.subList(Math.max(0, all.size() - MAX), all.size());
    }
}
