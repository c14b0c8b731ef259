package dev.braid.lab.bench.paths;

import java.util.Locale;

/** What can be measured, by the name it has on the command line. */
enum Case {
    SILENT_DSL(10),
    SILENT_LTE(10),
    UNPLUGGED_DSL(10),
    UNPLUGGED_LTE(10),
    DOWN_DSL(10),
    DOWN_LTE(10),
    /** One round is two minutes. */
    FLAP_LTE(1),
    FLAP_DSL(1),
    NEW_ADDRESS(10),
    /** One round is 75 s. */
    OUTAGE(2),
    DEAD_START(10),
    UNEQUAL(4),
    LOSSY(4),
    STRIPPED_SYN(4),
    STRIPPED_JOIN(4),
    REFUSED_JOIN(4),
    STRIPPED_DATA(4),
    IDLE(3);

    private final int rounds;

    Case(int rounds) {
        this.rounds = rounds;
    }

    /** That are made unless a person says otherwise. */
    int rounds() {
        return rounds;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
