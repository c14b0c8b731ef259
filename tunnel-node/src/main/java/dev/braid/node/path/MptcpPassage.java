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
 *      +--------------------------+       a carrier fell back
 * </pre>
 *
 * <p>Turned by a clock that is passed in; belongs to the paths' thread.
 */
final class MptcpPassage {
    private static final long FIRST_WAIT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long MAX_WAIT_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long AGAIN_NS = TimeUnit.SECONDS.toNanos(15);

    private boolean plain;
    private boolean asking;
    private long nextNs = Long.MIN_VALUE;
    private long waitNs = FIRST_WAIT_NS;

    boolean isPlain() {
        return plain;
    }

    /** Whether it is time to find out; whoever gets true does, and says what came of it. */
    boolean asks(boolean missing, long nowNs) {
        boolean due = nextNs == Long.MIN_VALUE || nowNs >= nextNs;
        if (asking || !due || !(plain || missing)) {
            return false;
        }
        asking = true;
        return true;
    }

    void found(Passing result, long nowNs) {
        asking = false;
        switch (result) {
            case STRIPPED -> stripped(nowNs);
            case PASSES -> {
                plain = false;
                waitNs = FIRST_WAIT_NS;
                nextNs = nowNs + AGAIN_NS;
            }
            case UNREACHABLE -> nextNs = nowNs + AGAIN_NS;
        }
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
