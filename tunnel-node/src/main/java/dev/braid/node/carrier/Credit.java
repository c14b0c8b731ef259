package dev.braid.node.carrier;

import java.util.function.LongSupplier;

/**
 * How much a peer is sent beyond what it says it has passed on, on one carrier; both halves of it.
 *
 * <p>Without it the bound is the receiver's buffer, which a node that is slower than its links keeps full. Linux 6.18 then now and then drops
 * what two subflows have brought for the last of the window (MPTcpExtNoDSSInWindow), and the hole is mended by 64 KB every 0.2 s: seen as
 * seconds of a hundredth of the rate. What waits in that buffer is also a queue nobody manages.
 *
 * <p>The bound is twice what the peer passes on in a round trip and a turn of its processors, so it doubles in each as long as it is what
 * holds us back, and {@link #FREE_BYTES} on top. A peer that does not tell, or says nothing more, is not waited for. For one thread.
 */
final class Credit {
    /** Less than the window that a peer grants, more than what waits for a word of it. */
    static final long FREE_BYTES = 1 << 20;

    /** A word for so many bytes. */
    static final long EVERY_BYTES = FREE_BYTES / 4;

    private static final int ROUND_TRIPS = 2;
    /** Until a peer whose processors are all busy gets its turn. */
    private static final long TURN_NS = 5_000_000;

    /** More than that window: kept within it, an unshaped flow was an eighth slower, and at its edge nothing was seen to go wrong. */
    private static final long MAX_BYTES = 64 << 20;
    /** Over a shorter time the rate is that of a burst. */
    private static final long MEASURE_NS = 10_000_000;
    /** The best rate of so much time counts: a hole in the stream makes the peer wait, not us. */
    private static final long REMEMBER_NS = 1_000_000_000;

    private final LongSupplier roundTripNs;
    private boolean peerTells;

    private long readBytes;
    private long toldBytes;

    private long writtenBytes;
    private long passedOnBytes;
    private long sinceBytes;
    private long sinceNs;
    private double bytesPerNs;
    private long bestNs;
    private long boundBytes = FREE_BYTES;

    /**
     * @param peerTells whether the peer has {@link Feature#CREDIT}
     * @param roundTripNs of the slowest subflow, as it is now
     */
    Credit(boolean peerTells, LongSupplier roundTripNs) {
        this.peerTells = peerTells;
        this.roundTripNs = roundTripNs;
    }

    /** The peer says nothing more, what it has passed on neither. */
    void peerLeaves() {
        peerTells = false;
    }

    void read(int bytes) {
        readBytes += bytes;
    }

    boolean isDue() {
        return peerTells && readBytes - toldBytes >= EVERY_BYTES;
    }

    /** All that was passed on since the carrier is up, to be told the peer. */
    long tell() {
        toldBytes = readBytes;
        return readBytes;
    }

    void wrote(int bytes) {
        writtenBytes += bytes;
    }

    boolean hasRoom() {
        return !peerTells || writtenBytes - passedOnBytes < boundBytes;
    }

    /** What the peer has told. */
    void heard(long peerPassedOnBytes, long nowNs) {
        passedOnBytes = peerPassedOnBytes;
        if (nowNs - sinceNs < MEASURE_NS) {
            return;
        }
        double rate = (double) (passedOnBytes - sinceBytes) / (nowNs - sinceNs);
        sinceBytes = passedOnBytes;
        sinceNs = nowNs;
        if (rate >= bytesPerNs || nowNs - bestNs > REMEMBER_NS) {
            bytesPerNs = rate;
            bestNs = nowNs;
        }
        boundBytes = Math.min(
                MAX_BYTES, FREE_BYTES + (long) (ROUND_TRIPS * bytesPerNs * (roundTripNs.getAsLong() + TURN_NS)));
    }
}
