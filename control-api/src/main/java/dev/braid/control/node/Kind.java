package dev.braid.control.node;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The two kinds of node. */
public enum Kind {
    EDGE,
    HUB;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
