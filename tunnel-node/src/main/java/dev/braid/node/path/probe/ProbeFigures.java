package dev.braid.node.path.probe;

/**
 * What a path's probes say now.
 *
 * @param sent so far
 * @param answered so far
 * @param rttNs smoothed over the last answers; 0 before the first
 * @param leastRttNs of the last minutes: the way itself, without queues; 0 before the first
 * @param jitterNs mean difference of one round trip to the next, smoothed (RFC 3550 section 6.4.1)
 * @param lossRatio of the probes of the last seconds whose time is over, 0 to 1
 * @param outboundDelayNs estimated way to the hub, queues included
 * @param inboundDelayNs estimated way back
 * @param unanswered sent since the last answered one was sent, and not answered
 * @param waitingNs since the first of those was sent; 0 when there is none
 * @param answeredInRow without a gap, up to now
 * @param answeredForNs since the first answer of that row
 */
public record ProbeFigures(
        long sent,
        long answered,
        long rttNs,
        long leastRttNs,
        long jitterNs,
        double lossRatio,
        long outboundDelayNs,
        long inboundDelayNs,
        int unanswered,
        long waitingNs,
        int answeredInRow,
        long answeredForNs) {
    private static final long LEAST_QUEUE_NS = 3_000_000;
    public static final ProbeFigures NONE = new ProbeFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Whether their silence means anything: a hub that has never answered may sit behind a firewall without our port. */
    public boolean isUsable() {
        return answered > 0;
    }

    /** Whether answers have waited in a queue lately: they took more than an empty way and its noise. */
    public boolean isQueued() {
        return rttNs - leastRttNs > Math.max(LEAST_QUEUE_NS, leastRttNs / 10);
    }

    /** How long an answer may take before its absence is worth a second look. */
    public long patienceNs() {
        return rttNs + 4 * jitterNs;
    }
}
