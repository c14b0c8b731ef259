package dev.braid.node.contract;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link NodeStatus} as JSON, one object on one line; instants as ISO 8601, enums in small letters. The reader overlooks fields
 * and words of newer nodes.
 */
public final class StatusJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private StatusJson() {}

    public static String write(NodeStatus status) {
        return MAPPER.writeValueAsString(status);
    }

    /**
     * Reads what this or another version of a node wrote.
     *
     * @throws IllegalArgumentException when this is no status at all
     */
    public static NodeStatus read(String json) {
        try {
            NodeStatus status = MAPPER.readValue(json, NodeStatus.class);
            if (status == null) {
                throw new IllegalArgumentException("the status is null");
            }
            return status;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is no status: " + e.getOriginalMessage(), e);
        }
    }
}
