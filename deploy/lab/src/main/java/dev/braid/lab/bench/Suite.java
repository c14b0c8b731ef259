package dev.braid.lab.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** What can be measured, in the order in which it is. */
enum Suite {
    HOME,
    VETH,
    IDLE,
    COST,
    START,
    FAILOVER,
    PACKETS,
    WEB,
    CROWD,
    IDLERS,
    BREAK;

    /** Those of a run that is not told; the others take minutes for each round. */
    static List<Suite> usual() {
        return List.copyOf(EnumSet.range(HOME, PACKETS));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
