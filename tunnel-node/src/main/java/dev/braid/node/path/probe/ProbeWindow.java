package dev.braid.node.path.probe;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the last probes of one path and what became of them. Time is a parameter; {@code sequence} grows by one with each probe. Locked, as
 * one thread sends and another takes the answers.
 */
final class ProbeWindow {
    private static final int SLOTS = 256;
    private static final long LOSS_WINDOW_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int LOSS_PROBES = 20;
    /** Whoever has not been answered by then is lost. */
    private static final long LOST_AFTER_NS = TimeUnit.SECONDS.toNanos(1);
    /** Clocks of two machines drift; their least difference is forgotten in two halves of this. */
    private static final long BASE_WINDOW_NS = TimeUnit.MINUTES.toNanos(2);

    private static final int ANSWERED = -1;

    /** Per slot: when it was sent; and whether it was answered. */
    private final long[] sentNs = new long[SLOTS];

    private final byte[] state = new byte[SLOTS];
    private long first = 1;
    private long last;
    private long sent;
    private long answered;
    private long rttNs;
    private long jitterNs;
    private long lastRttNs;
    private long newestAnswered;
    private int inRow;
    private long rowSinceNs;
    private final Base base = new Base();
    private long outboundDelayNs;
    private long inboundDelayNs;

    synchronized void sent(long sequence, long nowNs) {
        if (sent == 0) {
            first = sequence; // those before it were another way's
            newestAnswered = sequence - 1;
        }
        last = sequence;
        first = Math.max(first, sequence - SLOTS + 1);
        sentNs[slot(sequence)] = nowNs;
        state[slot(sequence)] = 0;
        sent++;
    }

    /** Whether this answers a probe that waits for it. */
    synchronized boolean answered(long sequence, long hubNs, long nowNs) {
        if (sequence < first || sequence > last || state[slot(sequence)] == ANSWERED) {
            return false;
        }
        state[slot(sequence)] = ANSWERED;
        answered++;
        boolean gap = sequence > newestAnswered + 1 && hasLost(newestAnswered, sequence, nowNs);
        if (inRow == 0 || gap) {
            inRow = 0;
            rowSinceNs = nowNs;
        }
        inRow++;
        newestAnswered = Math.max(newestAnswered, sequence);
        long sampleNs = Math.max(1, nowNs - sentNs[slot(sequence)]);
        smooth(sampleNs);
        base.add(hubNs - sentNs[slot(sequence)], sampleNs, nowNs);
        outboundDelayNs = Math.clamp(hubNs - sentNs[slot(sequence)] - base.offsetNs(), 0, sampleNs);
        inboundDelayNs = sampleNs - outboundDelayNs;
        return true;
    }

    /** Forgets losses and rows, as for a path that begins anew; round trips and clocks stay. */
    synchronized void restart() {
        first = last + 1;
        inRow = 0;
        newestAnswered = last;
    }

    synchronized ProbeFigures figures(long nowNs) {
        int unanswered = 0;
        long waitingNs = 0;
        for (long s = Math.max(first, newestAnswered + 1); s <= last; s++) {
            unanswered++;
            waitingNs = Math.max(waitingNs, nowNs - sentNs[slot(s)]);
        }
        boolean broken = waitingNs > Math.max(LOST_AFTER_NS, 2 * rttNs);
        if (broken) {
            inRow = 0;
        }
        return new ProbeFigures(
                sent,
                answered,
                rttNs,
                answered == 0 ? 0 : base.rttNs(),
                jitterNs,
                lossRatio(nowNs),
                outboundDelayNs,
                inboundDelayNs,
                unanswered,
                waitingNs,
                inRow,
                inRow == 0 ? 0 : nowNs - rowSinceNs);
    }

    private boolean hasLost(long after, long before, long nowNs) {
        for (long s = Math.max(first, after + 1); s < before; s++) {
            if (state[slot(s)] != ANSWERED && nowNs - sentNs[slot(s)] > 2 * rttNs + 4 * jitterNs) {
                return true;
            }
        }
        return false;
    }

    private double lossRatio(long nowNs) {
        int counted = 0;
        int lost = 0;
        for (long s = last; s >= first; s--) {
            long ageNs = nowNs - sentNs[slot(s)];
            if (ageNs > LOSS_WINDOW_NS && counted >= LOSS_PROBES) {
                break;
            }
            boolean isLost = state[slot(s)] != ANSWERED;
            if (!isLost || ageNs > LOST_AFTER_NS) {
                counted++;
                lost += isLost ? 1 : 0;
            }
        }
        return counted == 0 ? 0 : (double) lost / counted;
    }

    /** As TCP smooths (RFC 6298), a little quicker: the first sample counts as it is. */
    private void smooth(long sampleNs) {
        if (rttNs == 0) {
            rttNs = sampleNs;
            jitterNs = sampleNs / 8;
        } else {
            rttNs += (sampleNs - rttNs) / 4;
            jitterNs += (Math.abs(sampleNs - lastRttNs) - jitterNs) / 8;
        }
        lastRttNs = sampleNs;
    }

    private static int slot(long sequence) {
        return (int) (sequence % SLOTS);
    }

    /** The least difference of the clocks and the least round trip, each over this half of the window and the one before. */
    private static final class Base {
        private final long[] difference = {Long.MAX_VALUE, Long.MAX_VALUE};
        private final long[] rtt = {Long.MAX_VALUE, Long.MAX_VALUE};
        private long halfSinceNs;

        void add(long differenceNs, long rttNs, long nowNs) {
            if (nowNs - halfSinceNs > BASE_WINDOW_NS || rtt[0] == Long.MAX_VALUE) {
                halfSinceNs = nowNs;
                difference[1] = difference[0];
                rtt[1] = rtt[0];
                Arrays.fill(difference, 0, 1, Long.MAX_VALUE);
                Arrays.fill(rtt, 0, 1, Long.MAX_VALUE);
            }
            difference[0] = Math.min(difference[0], differenceNs);
            rtt[0] = Math.min(rtt[0], rttNs);
        }

        long rttNs() {
            return Math.min(rtt[0], rtt[1]);
        }

        /** What the hub's clock is ahead of ours, as far as can be known. */
        long offsetNs() {
            return Math.min(difference[0], difference[1]) - rttNs() / 2;
        }
    }
}
