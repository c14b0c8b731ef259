package dev.braid.node.contract;

import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * This room's records as JSON, one object on one line; instants as ISO 8601, enums in small letters. The reader overlooks fields and words
 * of another version.
 */
public final class WireJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule().addDeserializer(String.class, new SharedText()))
            .build();

    private WireJson() {}

    public static String write(Object message) {
        return MAPPER.writeValueAsString(message);
    }

    /** In UTF-8. */
    public static byte[] bytes(Object message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /** The same without the text in between. */
    public static void write(Object message, OutputStream out) {
        MAPPER.writeValue(out, message);
    }

    /**
     * Reads what this or another version of Braid wrote.
     *
     * @throws IllegalArgumentException when this is no such message at all; the text is not quoted, for it may hold a secret
     */
    public static <T> T read(String json, Class<T> type) {
        return read(type, () -> MAPPER.readValue(json, type));
    }

    /** The same of UTF-8. */
    public static <T> T read(byte[] json, Class<T> type) {
        return read(type, () -> MAPPER.readValue(json, type));
    }

    private static <T> T read(Class<T> type, Supplier<@Nullable T> reader) {
        try {
            T message = reader.get();
            if (message == null) {
                throw new IllegalArgumentException("the " + type.getSimpleName() + " is null");
            }
            return message;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is no " + type.getSimpleName() + where(e), e);
        }
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
