package dev.braid.control.telemetry;

import java.util.Locale;

/** Constants of the node's vocabulary as the API writes them. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
