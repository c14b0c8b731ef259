package dev.braid.node.carrier;

import dev.braid.node.mptcp.Subflow;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a carrier of the stream lane has been given without a rest, and what congestion control suits it.
 *
 * <p>BBR holds a lossy link's rate where others lose most of it, but Linux (6.18) never tells it that a subflow of MPTCP had nothing to send
 * (tcp_rate_check_app_limited is not called in net/mptcp). So it takes what little was asked of the link for all it can carry: carriers of
 * a pool were seen with windows of four segments, at 0.2 Mbit/s on a link of 50. BBR is therefore only for those that have much to send.
 *
 * <p>A rest is a time without a write as long as it takes a peer to answer, in which nobody waited for room. For one thread.
 */
final class Burst {
    /** What a socket can be told. */
    interface Control {
        void forMuch();

        void forLittle();
    }

    /** By then a slow start is over. */
    static final long MUCH_BYTES = 1 << 20;

    /** As much as a slow start needs to find how much two links take; who has less to say is better served by the quickest alone. */
    static final long YOUNG_BYTES = 256 * 1024;

    private static final long MIN_REST_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_REST_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** What BBR has learned is worth something when the next burst comes soon. */
    private static final long KEPT_NS = TimeUnit.SECONDS.toNanos(1);

    private final Control control;
    private final Renewal renewal = new Renewal();
    private long restNs = MAX_REST_NS;
    private long bytes;
    private long lastNs;
    private long muchNs;
    private boolean waited;
    private boolean much;

    Burst(Control control) {
        this.control = control;
    }

    /** @param ns of the quickest subflow */
    void roundTrip(long ns) {
        restNs = Math.clamp(ns - ns / 8, MIN_REST_NS, MAX_REST_NS);
    }

    /** Somebody has more to write than there is room for. */
    void waits() {
        waited = true;
    }

    /** Answers whether a new burst begins with it. */
    boolean wrote(int count, long nowNs) {
        boolean rested = !waited && nowNs - lastNs > restNs;
        waited = false;
        lastNs = nowNs;
        bytes = rested ? count : bytes + count;
        if (bytes >= MUCH_BYTES) {
            muchNs = nowNs;
            if (!much) {
                begin(nowNs);
            }
        } else if (much && nowNs - muchNs > KEPT_NS) {
            rest();
        }
        return rested;
    }

    /** The flow is over. */
    void rest() {
        bytes = 0;
        if (much) {
            much = false;
            control.forLittle();
        }
    }

    /** Begins anew with what suits much, if it is time for that. */
    boolean renew(List<Subflow> subflows, long nowNs) {
        if (!much || !renewal.isDue(subflows, nowNs)) {
            return false;
        }
        control.forLittle();
        begin(nowNs);
        return true;
    }

    private void begin(long nowNs) {
        much = true;
        renewal.began(nowNs);
        control.forMuch();
    }

    boolean isYoung() {
        return bytes < YOUNG_BYTES;
    }
}
