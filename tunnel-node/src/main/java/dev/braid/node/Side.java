package dev.braid.node;

import dev.braid.node.admin.Verb;
import dev.braid.node.agent.Ways;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.host.FirewallDrop;
import dev.braid.node.lane.packet.PacketPeer;
import dev.braid.node.lane.stream.StreamPeer;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.path.PathReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The half of a node that depends on its kind. */
sealed interface Side extends AutoCloseable permits EdgeSide, HubSide {
    /** The packet lane's peer of a tunnel. */
    PacketPeer peer(String tunnel);

    /** Whether the host leads traffic into its tunnels; a tunnel that is up may wait for that a moment. */
    default boolean leads() {
        return true;
    }

    /** The stream lane's; null when it is switched off. */
    @Nullable
    StreamPeer streams(String tunnel);

    List<PathReport> paths(String tunnel);

    /** What people call the path that this subflow takes. */
    String pathOf(Subflow subflow);

    /** Becomes what {@code next} says, live; false when that takes a new node. Safe to repeat. */
    boolean follow(NodeSpec next) throws IOException;

    /** What has happened behind that event, oldest first. */
    List<NodeEvent> eventsAfter(long id, int max);

    /** How the control plane is reached outside of the tunnels; a hub leaves that to routing. */
    default Ways ways() {
        return Ways.ROUTING;
    }

    /**
     * Measures something once, and waits for it.
     *
     * @throws IOException with a sentence for a person
     */
    default JsonNode obey(String command, @Nullable JsonNode arguments) throws IOException {
        throw new IOException("a hub measures nothing by itself; ask one of its edges");
    }

    /** What an operator may ask of this kind of node besides its status. */
    Map<String, Verb> verbs();

    /** Sentences for a person: what is degraded though it works. */
    List<String> warnings();

    /** Packets that came out of tunnels and that the firewall refused, by reason. A hub's. */
    default Map<FirewallDrop, Long> refusedPackets() {
        return Map.of();
    }

    /** Looks at what may have changed unnoticed; every few seconds, on a thread of its own. */
    default void recheck() {}

    @Override
    void close() throws IOException;
}
