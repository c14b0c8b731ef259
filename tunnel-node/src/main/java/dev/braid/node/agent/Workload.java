package dev.braid.node.agent;

import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the agent asks of the rest of the node. {@code check}, {@code bring} and {@code stop} come from one thread, {@code obey} from two others, the rest from any. */
public interface Workload {
    /** What is wrong with a specification on this machine now, as sentences that name the field; empty when it can be tried. */
    List<String> check(JsonNode spec);

    /**
     * Makes the node what {@code spec} says, changing as little as that takes. Safe to repeat.
     *
     * @throws IOException when the machine does not take it, with a sentence for a person; the node may then be partly one and partly the
     *     other, until the next call
     */
    void bring(JsonNode spec) throws IOException;

    /** Back to carrying nothing, as before the first specification. */
    void stop();

    /** Null while there is nothing to tell. */
    @Nullable
    NodeStatus status();

    default boolean isCarrying() {
        NodeStatus now = status();
        return now != null && now.carries();
    }

    /** The {@code max} next ones, oldest first: after an hour without the control plane there are more, and it is told of each. */
    List<NodeEvent> eventsAfter(long id, int max);

    /** How the control plane is reached as things are now. */
    Ways ways();

    /** Names of the machine's network interfaces. */
    List<String> interfaces();

    /**
     * Does something once, such as {@code mptcp-support}.
     *
     * @throws IOException with a sentence for a person, also when this node knows no such command
     */
    JsonNode obey(String command, @Nullable JsonNode arguments) throws IOException;

    /** Authorities or revocations on disk have changed: whoever is no longer trusted is cut now. */
    void trustChanged();

    /** Our own certificate on disk has changed: new connections show the new one. */
    void identityChanged();
}
