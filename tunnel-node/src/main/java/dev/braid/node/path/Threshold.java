package dev.braid.node.path;

/**
 * Whether a figure is over its bound, told only when it has been for a while, and taken back only when it has been well under it for longer.
 *
 * <p>Turned by a clock that is passed in; not thread-safe.
 */
final class Threshold {
    private static final double WELL_UNDER = 0.8;

    private final long overForNs;
    private final long underForNs;
    private boolean over;
    private boolean leaning;
    private long leaningSinceNs;

    Threshold(long overForNs, long underForNs) {
        this.overForNs = overForNs;
        this.underForNs = underForNs;
    }

    /** A bound of 0 is none. */
    boolean turn(double value, double bound, long nowNs) {
        if (bound <= 0) {
            over = false;
            leaning = false;
            return false;
        }
        boolean against = over ? value < bound * WELL_UNDER : value > bound;
        if (!against) {
            leaning = false;
        } else if (!leaning) {
            leaning = true;
            leaningSinceNs = nowNs;
        }
        if (leaning && nowNs - leaningSinceNs >= (over ? underForNs : overForNs)) {
            over = !over;
            leaning = false;
        }
        return over;
    }

    boolean isOver() {
        return over;
    }
}
