package dev.braid.node.lane.packet;

import java.util.Locale;

/** Why a packet was not carried: a closed set, counted per tunnel and direction. */
public enum DropReason {
    /** Not an IP packet of the length it claims, or with a header the kernel would not take. */
    MALFORMED_PACKET,
    /** No peer has the destination. */
    NO_ROUTE,
    /** The peer has no carrier up. */
    NO_CARRIER,
    /** Our queue for the carrier is full. */
    QUEUE_FULL,
    /** It had waited too long in a queue that does not drain (CoDel). */
    QUEUE_DELAY,
    /** The source address is not one of the peer's. */
    SPOOFED_SOURCE,
    /** Edges are kept apart unless the hub's configuration lets them talk. */
    EDGE_ISOLATION,
    /** The TUN device did not take it. */
    TUN_REFUSED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
