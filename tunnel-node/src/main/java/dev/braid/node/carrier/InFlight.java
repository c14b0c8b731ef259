package dev.braid.node.carrier;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what a carrier has on the wire, so that many of them do not keep a link's queue full. BBR alone keeps it short; of several on one link
 * each may hold twice of what its share takes, and overrates its share: eight were seen to fill 80 ms of queue, and to lose
 * packets there.
 *
 * <p>A carrier holds what it gets delivered in a round trip without a queue, times a gain that falls from three, where there is no queue, to
 * one, where there is twice as much as we aim at. The slowest subflow decides, since the kernel fills it last; a single one goes on to half
 * where there is more, as no quicker one starves. Rates are the best of the last moments, so those of many carriers come to more than their
 * link has; one that starts, or has rested, is not bound before they are known.
 *
 * <p>For one thread. Times in nanoseconds.
 */
final class InFlight {
    static final long UNBOUNDED = Long.MAX_VALUE / 2;

    private static final double AIM_OF_ROUND_TRIP = 0.3;
    private static final long MIN_AIM_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final double MOST_GAIN = 3;
    private static final double LEAST_GAIN = 1;
    private static final double LEAST_GAIN_OF_SINGLE = 0.5;

    /** For a flow that begins; and for one that got nothing, so that it gets something. */
    private static final long FREE_BYTES = 64_000;

    private static final long LEAST_BYTES = 8_000;

    /** Less is not worth a write of its own. */
    private static final int PARTS = 8;

    /** Such a short way has no queue worth a measurement. */
    private static final long MIN_ROUND_TRIP_NS = TimeUnit.MILLISECONDS.toNanos(5);

    /** A start without growth takes four, and one to get rid of its queue. */
    private static final int STEADY_ROUND_TRIPS = 6;

    private static final long MEASURE_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MEASURES = 3;

    /**
     * What the kernel says of all subflows.
     *
     * @param heldBytes on the wire where answers come, or waiting for it
     * @param deliveredBytes on the subflows there are, out of order too: a loss that is made good acknowledges at once what came over two
     *     round trips
     * @param rttNs of the slowest, smoothed
     * @param minRttNs of the same; 0 as long as it is not known
     * @param single whether there is one subflow only
     */
    record Wire(long heldBytes, long deliveredBytes, long rttNs, long minRttNs, boolean single) {
        static final Wire UNKNOWN = new Wire(0, 0, 0, 0, false);
    }

    private final QueueHold hold;
    private final double[] bytesPerNs = new double[MEASURES];
    private int measured = -1;
    private long deliveredBytes;
    private long sinceNs;
    private long steadyBytes;
    private long steadyUntilNs = Long.MIN_VALUE;

    InFlight(QueueHold hold) {
        this.hold = hold;
    }

    /** How many bytes more; negative when there are too many. */
    long room(Wire wire, long nowNs) {
        measure(wire.deliveredBytes(), nowNs);
        if (!isKnown(wire)) {
            return UNBOUNDED;
        }
        double aimNs = aimNs(wire);
        double queue = (double) Math.max(0, wire.rttNs() - wire.minRttNs()) / aimNs;
        double aimGain = 1 + aimNs / wire.minRttNs();
        double gain = queue < 1
                ? MOST_GAIN + (aimGain - MOST_GAIN) * queue
                : Math.max(wire.single() ? LEAST_GAIN_OF_SINGLE : LEAST_GAIN, aimGain - (aimGain - 1) * (queue - 1));
        double free = Math.max((double) LEAST_BYTES, FREE_BYTES * (1 - queue));
        long bound = nowNs < steadyUntilNs ? steadyBytes : (long) (free + gain * rate() * wire.minRttNs());
        long left = bound - wire.heldBytes();
        long room = left < bound / PARTS ? Math.min(0, left) : left;
        if (room <= 0) {
            hold.saw(queue < 2, nowNs);
        }
        return hold.isOn(nowNs) ? room : UNBOUNDED;
    }

    /** Whether it bounds anything. */
    boolean isOn(Wire wire, long nowNs) {
        return isKnown(wire) && hold.isOn(nowNs);
    }

    /**
     * BBR begins anew, and for some round trips neither its pace nor its window bounds anything. What follows the queue would swing then; as much as
     * we aim at does not.
     */
    void steady(Wire wire, long nowNs) {
        steadyBytes = LEAST_BYTES + (long) (rate() * (wire.minRttNs() + aimNs(wire)));
        steadyUntilNs = nowNs + STEADY_ROUND_TRIPS * wire.rttNs();
    }

    private boolean isKnown(Wire wire) {
        return measured >= MEASURES && wire.minRttNs() >= MIN_ROUND_TRIP_NS;
    }

    private static double aimNs(Wire wire) {
        return Math.max((double) MIN_AIM_NS, AIM_OF_ROUND_TRIP * wire.minRttNs());
    }

    private double rate() {
        return Arrays.stream(bytesPerNs).max().orElse(0);
    }

    private void measure(long delivered, long nowNs) {
        long tookNs = nowNs - sinceNs;
        if (measured >= 0 && tookNs < MEASURE_NS) {
            return;
        }
        measured = measured < 0 || tookNs > MEASURES * MEASURE_NS ? 0 : measured + 1;
        bytesPerNs[measured % MEASURES] = (double) Math.max(0, delivered - deliveredBytes) / tookNs;
        deliveredBytes = delivered;
        sinceNs = nowNs;
    }
}
