package dev.braid.node.path;

import dev.braid.node.contract.Diagnosis.Passing;
import java.util.concurrent.TimeUnit;

/**
 * Whether MPTCP passes on one path, and when to find out. Asked when a subflow is missing though the path lives, and at once believed when a
 * carrier had to do without; where it is removed, asked again after 10 s, then twice as long each time, 10 min at most.
 *
 * <pre>
 *   passes --missing for 1 s--> asking --stripped--> plain --wait is over--> asking ...
 *      ^                          |passes              ^
 *      |                          v       a carrier fell back
 *      |           its subflows are tried once more --still missing--> asking --passes--> refuses joins
 *      +-------------- a subflow joins, or the path is lost -----------------------------------+
 * </pre>
 *
 * <p>Where connections may begin and none may be joined, carriers begin.
 *
 * <p>Turned by a clock that is passed in; belongs to the paths' thread.
 */
final class MptcpPassage {
    private static final long FIRST_WAIT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long MAX_WAIT_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long AGAIN_NS = TimeUnit.SECONDS.toNanos(15);

    /** After the second attempt, which is made at once. */
    private static final long JOIN_NS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private enum Joins {
        UNKNOWN,
        TO_BE_TRIED,
        TRIED,
        REFUSED
    }

    private Joins joins = Joins.UNKNOWN;
    private boolean plain;
    private boolean asking;
    private long nextNs = Long.MIN_VALUE;
    private long waitNs = FIRST_WAIT_NS;

    boolean isPlain() {
        return plain;
    }

    /** Whether connections may begin here, but none that has begun elsewhere may be joined. */
    boolean refusesJoins() {
        return joins == Joins.REFUSED && !plain;
    }

    /** Whether its subflows are to be tried once more before anything is said; whoever gets true does it. */
    boolean wantsJoins() {
        if (joins != Joins.TO_BE_TRIED) {
            return false;
        }
        joins = Joins.TRIED;
        return true;
    }

    /** A subflow has joined, or the path is lost: whatever was found before says nothing any more. */
    void forgetJoins() {
        joins = Joins.UNKNOWN;
    }

    /** Whether it is time to find out; whoever gets true does, and says what came of it. */
    boolean asks(boolean missing, long nowNs) {
        if (!missing && joins != Joins.REFUSED) {
            joins = Joins.UNKNOWN;
        }
        boolean due = nextNs == Long.MIN_VALUE || nowNs >= nextNs;
        if (asking || !due || !(plain || (missing && joins != Joins.REFUSED))) {
            return false;
        }
        asking = true;
        return true;
    }

    /** @param missing whether the path lacks all subflows still */
    void found(Passing result, boolean missing, long nowNs) {
        asking = false;
        switch (result) {
            case STRIPPED -> stripped(nowNs);
            case PASSES -> {
                plain = false;
                waitNs = FIRST_WAIT_NS;
                nextNs = nowNs + (missing ? passesAlone() : AGAIN_NS);
            }
            case UNREACHABLE -> nextNs = nowNs + AGAIN_NS;
        }
    }

    private long passesAlone() {
        joins = joins == Joins.UNKNOWN ? Joins.TO_BE_TRIED : Joins.REFUSED;
        return joins == Joins.REFUSED ? AGAIN_NS : JOIN_NS;
    }

    /** A carrier that started here came up as plain TCP. */
    void fellBack(long nowNs) {
        if (!plain) {
            stripped(nowNs);
        }
    }

    private void stripped(long nowNs) {
        waitNs = plain ? Math.min(MAX_WAIT_NS, 2 * waitNs) : FIRST_WAIT_NS;
        plain = true;
        nextNs = nowNs + waitNs;
    }
}
