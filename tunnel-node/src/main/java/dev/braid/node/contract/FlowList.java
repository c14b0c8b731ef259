package dev.braid.node.contract;

import java.util.List;

/** The TCP connections that a node has on carriers of their own now: who speaks with whom and how much, never what. */
public record FlowList(List<Flow> flows) {
    /** The command that asks for it. */
    public static final String COMMAND = "flows";

    public FlowList {
        flows = Absent.list(flows);
    }

    /**
     * One connection.
     *
     * @param tunnel the peer's name
     * @param direction {@code outbound} when this node took it, {@code inbound} when the peer did and this node made it anew
     * @param source address and port of whoever opened it
     * @param destination address and port it is for
     * @param bytesOut to the peer
     * @param paths that carry it now: uplinks at an edge, the addresses they come from at a hub
     */
    public record Flow(
            String tunnel,
            String direction,
            String source,
            String destination,
            long ageSeconds,
            long bytesOut,
            long bytesIn,
            List<String> paths) {
        public Flow {
            tunnel = Absent.text(tunnel);
            direction = Absent.text(direction);
            source = Absent.text(source);
            destination = Absent.text(destination);
            paths = Absent.list(paths);
        }
    }

    public String json() {
        return WireJson.write(this);
    }

    /** Reads what this or another version of a node wrote. */
    public static FlowList read(String json) {
        return WireJson.read(json, FlowList.class);
    }
}
