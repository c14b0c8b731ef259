package dev.braid.node.carrier;

import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import java.util.Comparator;
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

    /** Less than the kernel gives one subflow at a time, and what two reads of a flow bring. */
    private static final long CHUNK_BYTES = 48 * 1024;

    private static final int STUCK_ROUND_TRIPS = 2;
    /** Acknowledgements may be put off for so long. */
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(40);

    /**
     * What the kernel says.
     *
     * @param queuedBytes written and not on the wire yet; negative when the kernel does not say
     * @param aheadBytes what quick subflows have waiting when the slowest is filled
     */
    record Reading(
            long queuedBytes,
            long pacingBytesPerSecond,
            long aheadBytes,
            Quickest quickest,
            InFlight.Wire wire,
            List<Subflow> subflows) {}

    /**
     * The subflow with the shortest round trip.
     *
     * @param minRttNs 0 as long as it is not known
     * @param heldBytes on the wire or waiting for it
     * @param isFarAhead whether it brings what is written once it is free sooner than the next would now
     */
    record Quickest(long minRttNs, long heldBytes, boolean isFarAhead) {
        static final Quickest UNKNOWN = new Quickest(0, 0, false);
    }

    private final Supplier<Reading> kernel;
    private @Nullable InFlight inFlight;
    private @Nullable Burst burst;
    private boolean quickestOnly;
    private long waitsSinceNs = Long.MIN_VALUE;
    private long unflushedBytes;
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

    /** Looks at what its flows have to send: little goes by the quickest subflow alone. */
    void follow(Burst of) {
        burst = of;
    }

    /** When to ask for room again: nothing tells, and each time costs system calls. */
    long askAgainNs() {
        return askAgainNs;
    }

    void spent(int bytes, long nowNs) {
        if (burst != null && burst.wrote(bytes, nowNs) && quickestOnly) {
            leftBytes = CHUNK_BYTES;
        }
        leftBytes -= bytes;
        unflushedBytes += bytes;
    }

    /** What was written is the kernel's. */
    void flushed() {
        unflushedBytes = 0;
    }

    /** Somebody has more to write than other bounds than this one let him. */
    void waits() {
        if (burst != null) {
            burst.waits();
        }
    }

    /** The flow is over. */
    void rest() {
        if (burst != null) {
            burst.rest();
        }
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
                if (burst != null && inFlight.isOn(reading.wire(), nowNs) && burst.renew(reading.subflows(), nowNs)) {
                    inFlight.steady(reading.wire(), nowNs);
                }
                long room = inFlight.room(reading.wire(), nowNs);
                if (room < leftBytes) {
                    leftBytes = room;
                    askAgainNs = partOf(reading.wire().minRttNs());
                }
            }
            if (burst != null) {
                young(burst, reading.quickest(), nowNs);
            }
        }
        if (leftBytes <= 0) {
            waits();
        }
        return leftBytes > 0;
    }

    /**
     * The kernel's scheduler has no eyes for round trips: it gives to a subflow that has nothing on the wire rather than to one that has, 64 KB
     * at a time, and a slow one that is young needs many round trips for that. So who has little to send sends what the quickest takes, and
     * the next when that is acknowledged; of an answer of 120 KB the last byte came after 60 ms instead of 140.
     */
    private void young(Burst of, Quickest quickest, long nowNs) {
        of.roundTrip(quickest.minRttNs());
        quickestOnly = quickest.isFarAhead() && of.isYoung();
        boolean busy = quickestOnly && quickest.heldBytes() + unflushedBytes > 0;
        if (!busy) {
            waitsSinceNs = Long.MIN_VALUE;
        } else if (waitsSinceNs == Long.MIN_VALUE) {
            waitsSinceNs = nowNs;
        }
        if (quickestOnly && (!busy || nowNs - waitsSinceNs < 2 * quickest.minRttNs() + TURN_NS)) {
            leftBytes = busy ? 0 : CHUNK_BYTES;
            askAgainNs = partOf(quickest.minRttNs());
        }
    }

    private static long partOf(long roundTripNs) {
        return Math.clamp(roundTripNs / ASK_PER_ROUND_TRIP, ASK_AGAIN_NS, MAX_ASK_AGAIN_NS);
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

    private static Quickest quickest(List<Subflow> subflows) {
        List<Subflow> known = subflows.stream()
                .filter(s -> s.isEstablished() && s.minRttNs() > 0)
                .sorted(Comparator.comparingLong(Subflow::minRttNs))
                .toList();
        if (known.isEmpty()) {
            return Quickest.UNKNOWN;
        }
        Subflow first = known.getFirst();
        boolean ahead = known.size() > 1 && known.get(1).minRttNs() >= 2 * first.minRttNs();
        return new Quickest(first.minRttNs(), first.unackedPackets() * first.mssBytes() + first.notSentBytes(), ahead);
    }

    private static Reading read(int fd) {
        List<Subflow> subflows = MptcpSocket.subflows(fd);
        long longestNs = subflows.stream().mapToLong(Subflow::minRttNs).max().orElse(0);
        long inFlight = 0;
        long moving = 0;
        long notSent = 0;
        long rate = 0;
        long ahead = 0;
        long delivered = 0;
        int established = 0;
        long rttNs = 0;
        for (Subflow subflow : subflows) {
            long pace = Math.clamp(subflow.pacingRateBytesPerSecond(), 0, MAX_RATE_BYTES_PER_SECOND);
            long quickerNs = Math.min(MAX_AHEAD_NS, longestNs - subflow.minRttNs());
            long unacked = subflow.unackedPackets() * subflow.mssBytes();
            inFlight += unacked;
            moving += isStuck(subflow) ? 0 : subflow.inFlightPackets() * subflow.mssBytes();
            notSent += subflow.notSentBytes();
            delivered += subflow.deliveredPackets() * subflow.mssBytes();
            established += subflow.isEstablished() ? 1 : 0;
            rate += pace;
            rttNs = subflow.minRttNs() == longestNs ? subflow.rttNs() : rttNs;
            ahead += pace / 1_000 * quickerNs / TimeUnit.MILLISECONDS.toNanos(1);
        }
        long queued = queued(MptcpSocket.outqBytes(fd), inFlight, MptcpSocket.outqNotSentBytes(fd), notSent);
        return new Reading(
                queued,
                rate,
                Math.min(ahead, MAX_AHEAD_BYTES),
                quickest(subflows),
                new InFlight.Wire(moving + queued, delivered, rttNs, longestNs, established == 1),
                subflows);
    }
}
