package dev.braid.control.enrolment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a machine has come on its way to carry traffic. */
enum Stage {
    /** It has its certificate. */
    ENROLLED,
    /** It reports. */
    SESSION,
    TUNNEL_UP,
    FIRST_PACKET;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
