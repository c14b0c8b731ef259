package dev.braid.node.carrier;

import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what the kernel holds of a carrier's data beyond what is on the wire. Its own bound is the send buffer, which grows to megabytes
 * and is a queue nobody manages (TCP_NOTSENT_LOWAT does not reach the subflows, measured on Linux 6.18). Ours is a few milliseconds at
 * the rate the subflows are paced at; what does not fit waits in the lane's queue, where flows take turns.
 *
 * <p>The kernel's scheduler gives to the subflow whose bytes would be acknowledged first (mptcp_subflow_get_send). A quick link gets as much
 * ahead as it needs to be as late as the slow one, and only then is the slow one filled; so what quick links have ahead comes on top.
 */
final class KernelQueue {
    private static final long TARGET_MS = 10;
    private static final long MIN_BYTES = 64 * 1024;
    private static final long MAX_AHEAD_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_AHEAD_BYTES = 4 << 20;
    /** A pacing rate that is not set reads as all ones. */
    private static final long MAX_RATE_BYTES_PER_SECOND = 25_000_000_000L;

    private static final long READ_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long ASK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long MAX_ASK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int ASK_PER_ROUND_TRIP = 8;

    private static final int STUCK_ROUND_TRIPS = 2;
    /** Acknowledgements may be put off for so long. */
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(40);

    /** What the kernel says; a socket in the node. */
    interface Reading {
        /** Written and not on the wire yet; negative when the kernel does not say. */
        long queuedBytes();

        long pacingBytesPerSecond();

        /** What quick subflows have waiting when the slowest is filled. */
        long aheadBytes();

        InFlight.Wire wire();
    }

    private final Supplier<Reading> kernel;
    private @Nullable InFlight inFlight;
    private long askAgainNs = ASK_AGAIN_NS;
    private long leftBytes;
    private long readNs = Long.MIN_VALUE;

    KernelQueue(Supplier<Reading> kernel) {
        this.kernel = kernel;
    }

    static KernelQueue of(int fd) {
        return new KernelQueue(() -> read(fd));
    }

    /** Holds back with others that share the queue of a link. */
    void holdBack(QueueHold with) {
        inFlight = new InFlight(with);
    }

    /** When to ask for room again: nothing tells, and each time costs system calls. */
    long askAgainNs() {
        return askAgainNs;
    }

    void spent(int bytes) {
        leftBytes -= bytes;
    }

    /** Whether there is room; asks the kernel anew when there seems to be none, once a millisecond at most. */
    boolean hasRoom(long nowNs) {
        if (leftBytes <= 0 && (readNs == Long.MIN_VALUE || nowNs - readNs >= READ_EVERY_NS)) {
            readNs = nowNs;
            Reading reading = kernel.get();
            if (reading.queuedBytes() < 0) {
                leftBytes = InFlight.UNBOUNDED; // a kernel that does not tell: the send buffer is the bound
                return true;
            }
            long rate = Math.clamp(reading.pacingBytesPerSecond(), 0, MAX_RATE_BYTES_PER_SECOND);
            leftBytes = Math.max(MIN_BYTES, rate / 1_000 * TARGET_MS) + reading.aheadBytes() - reading.queuedBytes();
            askAgainNs = ASK_AGAIN_NS;
            if (inFlight != null) {
                long room = inFlight.room(reading.wire(), nowNs);
                if (room < leftBytes) {
                    leftBytes = room;
                    askAgainNs =
                            Math.clamp(reading.wire().minRttNs() / ASK_PER_ROUND_TRIP, ASK_AGAIN_NS, MAX_ASK_AGAIN_NS);
                }
            }
        }
        return leftBytes > 0;
    }

    /**
     * The smaller of two readings, since each can only be too large: what is not acknowledged and not in flight, and what no subflow has
     * taken with what they have not sent. The first counts what a receiver has read and not acknowledged at the level of the connection;
     * it may do that last when there is nothing left to answer (measured on Linux 6.18), and both sides would wait for each other until
     * a timer. The second counts twice, or all that is in flight, when the connection is plain TCP.
     *
     * @param outstandingBytes negative when the kernel does not say, as {@code untakenBytes}
     */
    static long queued(long outstandingBytes, long inFlightBytes, long untakenBytes, long notSentBytes) {
        if (outstandingBytes < 0 || untakenBytes < 0) {
            return -1;
        }
        return Math.min(Math.max(0, outstandingBytes - inFlightBytes), untakenBytes + notSentBytes);
    }

    /** Of the slowest subflow, as it is now. */
    static long roundTripNs(int fd) {
        return MptcpSocket.subflows(fd).stream().mapToLong(Subflow::rttNs).max().orElse(0);
    }

    /** What is on a link that is gone, or that has fallen silent, does not come off the wire; the others must not wait for it. */
    static boolean isStuck(Subflow subflow) {
        return !subflow.isEstablished() || subflow.lastAckReceivedNs() > STUCK_ROUND_TRIPS * subflow.rttNs() + TURN_NS;
    }

    private record Figures(long queuedBytes, long pacingBytesPerSecond, long aheadBytes, InFlight.Wire wire)
            implements Reading {}

    private static Reading read(int fd) {
        List<Subflow> subflows = MptcpSocket.subflows(fd);
        long longestNs = subflows.stream().mapToLong(Subflow::minRttNs).max().orElse(0);
        long inFlight = 0;
        long moving = 0;
        long notSent = 0;
        long rate = 0;
        long ahead = 0;
        long acked = 0;
        long rttNs = 0;
        for (Subflow subflow : subflows) {
            long pace = Math.clamp(subflow.pacingRateBytesPerSecond(), 0, MAX_RATE_BYTES_PER_SECOND);
            long quickerNs = Math.min(MAX_AHEAD_NS, longestNs - subflow.minRttNs());
            long unacked = subflow.unackedPackets() * subflow.mssBytes();
            inFlight += unacked;
            moving += isStuck(subflow) ? 0 : unacked;
            notSent += subflow.notSentBytes();
            acked += subflow.bytesAcked();
            rate += pace;
            rttNs = subflow.minRttNs() == longestNs ? subflow.rttNs() : rttNs;
            ahead += pace / 1_000 * quickerNs / TimeUnit.MILLISECONDS.toNanos(1);
        }
        long queued = queued(MptcpSocket.outqBytes(fd), inFlight, MptcpSocket.outqNotSentBytes(fd), notSent);
        return new Figures(
                queued,
                rate,
                Math.min(ahead, MAX_AHEAD_BYTES),
                new InFlight.Wire(moving + queued, acked, rttNs, longestNs));
    }
}
