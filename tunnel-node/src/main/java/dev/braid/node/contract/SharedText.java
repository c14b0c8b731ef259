package dev.braid.node.contract;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/**
 * Short texts that came before are the same object: a control plane keeps a thousand reports that mostly say the same words. What
 * threads do to the table at the same time costs a place in it at most.
 */
final class SharedText extends StringDeserializer {
    /** Secrets are longer: 43 characters, and none stays here. */
    private static final int LONGEST = 40;

    private static final int PLACES = 4_096;

    private final String[] known = new String[PLACES];

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        String text = super.deserialize(parser, context);
        if (text == null || text.length() > LONGEST || parser.currentToken() != JsonToken.VALUE_STRING) {
            return text;
        }
        int place = (text.hashCode() * 0x9e3779b9) >>> 20;
        String before = known[place];
        if (text.equals(before)) {
            return before;
        }
        known[place] = text;
        return text;
    }
}
