package dev.braid.node.path;

import java.util.concurrent.TimeUnit;

/**
 * How long a path has to stay well before it is let back in. The first time nothing is asked; when it goes again within a minute of its return,
 * 1 s, then twice as long each time, 60 s at most. Whoever has stayed for a minute is trusted as before.
 *
 * <p>Turned by a clock that is passed in; not thread-safe.
 */
final class FlapDamping {
    private static final long FIRST_NS = TimeUnit.SECONDS.toNanos(1);
    static final long MAX_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long PROVEN_NS = TimeUnit.SECONDS.toNanos(60);

    private boolean hasReturned;
    private long returnedNs;
    private long holdNs;
    private int flaps;

    /** It went down. */
    void left(long nowNs) {
        boolean proven = !hasReturned || nowNs - returnedNs >= PROVEN_NS;
        holdNs = proven ? 0 : Math.clamp(2 * holdNs, FIRST_NS, MAX_NS);
        flaps = proven ? 0 : flaps + 1;
    }

    /** It is in use again. */
    void returned(long nowNs) {
        hasReturned = true;
        returnedNs = nowNs;
    }

    long holdNs() {
        return holdNs;
    }

    /** Times it went again soon after its return, in a row. */
    int flaps() {
        return flaps;
    }
}
