package dev.braid.node.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a joined node tells the control plane once a second. The same rules as for {@link NodeStatus}: fields may be added, never renamed.
 *
 * @param revisionReached of the specification that runs and has proved itself; 0 before the first
 * @param refusal why a later one does not run; null while none was refused
 * @param trial a revision that runs and has not proved itself yet
 * @param listNumber of the revocation list the node has; 0 without one
 * @param certificateNotAfter when peers stop accepting this node
 * @param interfaces names of the machine's network interfaces, for choosing uplinks from
 * @param status null while no tunnel runs, as before the first specification
 * @param events what has happened since the last report that arrived, oldest first, 100 at most; one may come twice
 */
public record NodeReport(
        String version,
        long revisionReached,
        @Nullable Refusal refusal,
        @Nullable Trial trial,
        long listNumber,
        @Nullable Instant certificateNotAfter,
        List<String> interfaces,
        @Nullable NodeStatus status,
        List<NodeEvent> events) {
    public NodeReport {
        version = Absent.text(version);
        interfaces = Absent.list(interfaces);
        events = Absent.list(events);
    }

    public enum Cause {
        /** The node's own check found mistakes; nothing was changed. */
        INVALID,
        /** The machine did not take it; the previous one runs again. */
        FAILED,
        /** The session did not come back, or nobody confirmed, in time; the previous one runs again. */
        NOT_CONFIRMED,
        /** The session came back, the tunnel that had been up did not in time; the previous one runs again. */
        TUNNEL_DOWN,
        /** The node stopped or was killed while the revision was on trial; the previous one runs again. */
        INTERRUPTED,
        /** A word of a newer node. */
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /**
     * A revision that does not run.
     *
     * @param reasons sentences for a person, each with the field at fault where there is one
     */
    public record Refusal(long revision, Cause cause, List<String> reasons, Instant at) {
        public Refusal {
            cause = cause == null ? Cause.UNKNOWN : cause;
            reasons = Absent.list(reasons);
            at = at == null ? Instant.EPOCH : at;
        }
    }

    /**
     * A change that goes back by itself.
     *
     * @param by when the previous specification comes back unless this one has proved itself
     * @param byPerson whether a person has to confirm it; otherwise a new session with the control plane does, and at an edge the tunnel, if it
     *     was up
     */
    public record Trial(long revision, Instant by, boolean byPerson) {
        public Trial {
            by = by == null ? Instant.EPOCH : by;
        }
    }
}
