package dev.braid.node;

import dev.braid.node.admin.Verb;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeEvents;
import dev.braid.node.contract.WireJson;
import java.util.List;

/** {@code events [ID]} on the operator's socket: what came after that event, or the newest; oldest first. */
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
        long after = arguments.isEmpty() ? 0 : Long.parseLong(arguments.getFirst());
        return WireJson.write(new NodeEvents(source.after(after, MAX)));
    }
}
