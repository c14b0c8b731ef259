package dev.braid.node.carrier;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the carriers of a tunnel hold back, which they do as long as it helps: a queue that stays while they hold back is somebody else's, or
 * is the way a radio link answers, and holding back would only leave the link to others. Then they do not, and try again later.
 *
 * <p>Any thread.
 */
public final class QueueHold {
    private static final Logger log = LoggerFactory.getLogger(QueueHold.class);

    /** A queue of our own is gone by then, even one of half a second. */
    private static final long HELPS_WITHIN_NS = TimeUnit.SECONDS.toNanos(2);

    private static final long FIRST_PAUSE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_PAUSE_NS = TimeUnit.MINUTES.toNanos(10);

    /** Who has nothing to send sees nothing; what was seen before says nothing of now. */
    private static final long SIGHT_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private boolean waiting;
    private long sawNs;
    private long waitingSinceNs;
    private boolean paused;
    private long pausedNs;
    private long pauseNs = FIRST_PAUSE_NS;

    /** Whether to hold back. */
    synchronized boolean isOn(long nowNs) {
        if (paused && nowNs - pausedNs >= pauseNs) {
            paused = false;
            waiting = false;
            pauseNs = Math.min(LONGEST_PAUSE_NS, 2 * pauseNs);
        }
        return !paused;
    }

    /** A carrier that held back sees what became of it. */
    synchronized void saw(boolean shortQueue, long nowNs) {
        waiting &= nowNs - sawNs < SIGHT_NS;
        sawNs = nowNs;
        if (shortQueue) {
            if (!waiting && !paused && nowNs - waitingSinceNs >= FIRST_PAUSE_NS) {
                pauseNs = FIRST_PAUSE_NS;
            }
            if (waiting) {
                waiting = false;
                waitingSinceNs = nowNs;
            }
        } else if (!waiting) {
            waiting = true;
            waitingSinceNs = nowNs;
        } else if (!paused && nowNs - waitingSinceNs >= HELPS_WITHIN_NS) {
            paused = true;
            log.info(
                    "A queue stays though we hold back: it is not ours, so we do not for a while pause={}s",
                    TimeUnit.NANOSECONDS.toSeconds(pauseNs));
            pausedNs = nowNs;
        }
    }
}
