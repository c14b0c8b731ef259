package dev.braid.node.path;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a path is used, and why not.
 *
 * @param reason null when it is up; a standby has one when it is that by demotion
 */
public record PathVerdict(State state, @Nullable Reason reason) {
    public enum State {
        UP,
        SUSPECT,
        DOWN,
        STANDBY
    }

    /** Closed set; what people read in status and dashboard. */
    public enum Reason {
        /** The interface is missing, down, or has no carrier. */
        NO_CARRIER,
        NO_ADDRESS,
        /** No default route by this uplink. */
        NO_ROUTE,
        /** Data is on its way and nothing is acknowledged: the link is silent though its cable is in. */
        NO_ACK_PROGRESS,
        /** The uplink is in order, but no connection to the hub comes about over it. */
        HUB_UNREACHABLE,
        /** Its probes are not answered any more, and nothing else is heard of it. */
        PROBES_LOST,
        /** Something on the way removes MPTCP's options. */
        MPTCP_STRIPPED,
        /** By its role, or by the operator. */
        DISABLED,
        /** The month's data is used up. */
        DATA_CAP,
        /** All links together were slower with it than without. */
        HURTS_THE_BOND,
        LATENCY_TOO_HIGH,
        LOSS_TOO_HIGH,
        /** It is well again, and was so before too often: it has to stay well for a while. */
        FLAPPING;

        /** {@code no carrier}, as people read it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public static final PathVerdict UP = new PathVerdict(State.UP, null);

    static final PathVerdict SUSPECT = new PathVerdict(State.SUSPECT, null);

    static PathVerdict standby(@Nullable Reason reason) {
        return new PathVerdict(State.STANDBY, reason);
    }

    /** Whether traffic may go this way; a moment of doubt takes nothing away. */
    public boolean isUsed() {
        return state == State.UP || state == State.SUSPECT;
    }

    public static PathVerdict down(Reason reason) {
        return new PathVerdict(State.DOWN, reason);
    }
}
