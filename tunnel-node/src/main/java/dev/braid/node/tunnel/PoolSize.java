package dev.braid.node.tunnel;

/** How many carriers a pool should have: as many as are in use, or were lately, and some to spare. */
final class PoolSize {
    /** A burst is remembered for one to two of these. */
    private static final int WINDOW_TICKS = 30;

    private static final int LEAVING_PER = 8;

    private final int spare;
    private final int max;
    private int ticks;
    private int peak;
    private int peakBefore;

    PoolSize(int spare, int max) {
        this.spare = spare;
        this.max = max;
    }

    /** @param wanted carriers in use, and connections that wait for one */
    int carriers(int wanted) {
        peak = Math.max(peak, wanted);
        return Math.min(max, Math.max(peak, peakBefore) + spare);
    }

    /** So many of a surplus go at once: of a thousand, most in half a minute, and never so many that others wait for their goodbyes. */
    static int leaving(int surplus) {
        return (surplus + LEAVING_PER - 1) / LEAVING_PER;
    }

    /** A second has passed. */
    void tick() {
        ticks++;
        if (ticks % WINDOW_TICKS == 0) {
            peakBefore = peak;
            peak = 0;
        }
    }
}
