package dev.braid.lab.bench;

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

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
