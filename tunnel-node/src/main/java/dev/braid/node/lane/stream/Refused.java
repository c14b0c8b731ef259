package dev.braid.node.lane.stream;

import java.util.Locale;

/** Why a flow was not connected, or was broken off. Closed set, fit for a metrics label; the number is its code on the wire. */
public enum Refused {
    /** A word of a newer peer. */
    OTHER(0),
    CONNECTION_REFUSED(1),
    UNREACHABLE(2),
    TIMEOUT(3),
    LOOPBACK(4),
    LINK_LOCAL(5),
    MULTICAST(6),
    /** An address of the node that should have connected. */
    THIS_NODE(7),
    /** Another edge or its LAN, which this one may not reach. */
    OTHER_EDGE(8),
    /** Neither the Internet nor a prefix it was granted. */
    NOT_GRANTED(9),
    TOO_MANY(10),
    /** No carrier became free in time. */
    NO_CARRIER(11),
    MALFORMED(12),
    /** The TCP connection at the other end was reset. */
    RESET(13),
    IDLE(14),
    SHUTDOWN(15);

    private final int code;

    Refused(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Refused of(int code) {
        for (Refused reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return OTHER;
    }
}
