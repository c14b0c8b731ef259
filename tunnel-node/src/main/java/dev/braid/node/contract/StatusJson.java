package dev.braid.node.contract;

/**
 * {@link NodeStatus} as JSON, one object on one line; instants as ISO 8601, enums in small letters. The reader overlooks fields
 * and words of newer nodes.
 */
public final class StatusJson {
    private StatusJson() {}

    public static String write(NodeStatus status) {
        return WireJson.write(status);
    }

    /**
     * Reads what this or another version of a node wrote.
     *
     * @throws IllegalArgumentException when this is no status at all
     */
    public static NodeStatus read(String json) {
        return WireJson.read(json, NodeStatus.class);
    }
}
