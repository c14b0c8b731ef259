package dev.braid.node.tunnel;

/**
 * How many carriers a pool should have: as many as are in use, or were lately, and some to spare. Connections that wait want one each, but for
 * those who get one that comes back: a crowd of short ones shares a few, and handshakes would only keep the processor from them.
 */
final class PoolSize {
    /** A burst is remembered for one to two of these. */
    private static final int WINDOW_TICKS = 30;

    private static final int LEAVING_PER = 8;

    /** Who waits for a carrier that comes back within this part of a tick does not wait for a handshake. */
    private static final int SOON_PER_TICK = 2;

    /** Handshakes at once: each is some milliseconds of an event loop, here and at the hub, and others want to be served meanwhile. */
    private static final int MAX_AT_ONCE = 16;

    private static final int MIN_AT_ONCE = 2;
    /** As long as there is none: who waits longest is served the sooner. */
    private static final int FIRST_AT_ONCE = 4;

    private static final int SOON_PER_HANDSHAKE = 8;

    private final int spare;
    private final int max;
    private int ticks;
    private int peak;
    private int peakBefore;
    private long returned;
    private int soon;

    PoolSize(int spare, int max) {
        this.spare = spare;
        this.max = max;
    }

    /**
     * @param busy carriers in use
     * @param waiting connections that wait for one
     */
    int carriers(int busy, int waiting) {
        peak = Math.max(peak, busy);
        int now = busy + Math.max(0, waiting - soon);
        return Math.min(max, Math.max(now, Math.max(peak, peakBefore)) + spare);
    }

    /** So many of a surplus go at once: of a thousand, most in half a minute, and never so many that others wait for their goodbyes. */
    static int leaving(int surplus) {
        return (surplus + LEAVING_PER - 1) / LEAVING_PER;
    }

    /** So many handshakes may be under way: where carriers come back, those who have one come first, so that they end the sooner. */
    int atOnce(int carriers) {
        int max = carriers == 0 ? FIRST_AT_ONCE : MAX_AT_ONCE;
        return Math.clamp(max - soon / SOON_PER_HANDSHAKE, MIN_AT_ONCE, max);
    }

    /**
     * A second has passed.
     *
     * @param returnedNow carriers that have come back, of all time
     */
    void tick(long returnedNow) {
        soon = Math.toIntExact((returnedNow - returned) / SOON_PER_TICK);
        returned = returnedNow;
        ticks++;
        if (ticks % WINDOW_TICKS == 0) {
            peakBefore = peak;
            peak = 0;
        }
    }
}
