package dev.braid.node.path.probe;

import java.util.Arrays;

/** Which of the last sequences have come; whatever is older, or comes again, is refused (RFC 6479). For one thread. */
public final class ReplayWindow {
    private static final int WORD = Long.SIZE;

    /** One bit for each sequence, in a ring; one word more than asked for, as the newest is filled bit by bit. */
    private final long[] seen;

    private long highest;

    /** @param width how far behind the newest one may still come; a multiple of 64 */
    public ReplayWindow(int width) {
        seen = new long[width / WORD + 1];
    }

    /** Whether this is the first time. Sequences begin at 1. */
    public boolean accept(long sequence) {
        if (!isNew(sequence)) {
            return false;
        }
        long word = sequence / WORD;
        long newest = highest / WORD;
        if (word > newest) {
            if (word - newest >= seen.length) {
                Arrays.fill(seen, 0);
            } else {
                for (long w = newest + 1; w <= word; w++) {
                    seen[at(w)] = 0;
                }
            }
        }
        highest = Math.max(highest, sequence);
        seen[at(word)] |= bit(sequence);
        return true;
    }

    /** The same as {@link #accept} without taking note. */
    public boolean isNew(long sequence) {
        if (sequence > highest) {
            return true;
        }
        boolean tooOld = highest - sequence >= (long) (seen.length - 1) * WORD;
        return sequence > 0 && !tooOld && (seen[at(sequence / WORD)] & bit(sequence)) == 0;
    }

    /** Whether none behind it has come. */
    public boolean isNewest(long sequence) {
        return sequence > highest;
    }

    private int at(long word) {
        return (int) (word % seen.length);
    }

    private static long bit(long sequence) {
        return 1L << sequence % WORD;
    }
}
