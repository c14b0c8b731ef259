package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.mptcp.Subflow;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time is turned by hand, and the kernel says what the test wants. */
class KernelQueueTest {
    private static final long MS = 1_000_000;
    private static final int LEAST_BYTES = 64 * 1024;
    private static final long CHUNK_BYTES = 48 * 1024;
    private static final long MBIT_100 = 12_500_000;

    private final KernelQueue queue = new KernelQueue(this::read);
    private long queued;
    private long rate;
    private long ahead;
    private KernelQueue.Quickest quickest = KernelQueue.Quickest.UNKNOWN;
    private InFlight.Wire wire = InFlight.Wire.UNKNOWN;
    private int readings;

    private KernelQueue.Reading read() {
        readings++;
        return new KernelQueue.Reading(queued, rate, ahead, quickest, wire, List.of());
    }

    /** How much is taken now, byte for byte of the bound. */
    private void takes(long bytes) {
        assertThat(queue.hasRoom(0)).isTrue();
        queue.spent((int) bytes - 1, 0);
        assertThat(queue.hasRoom(0)).as("one byte is left").isTrue();
        queue.spent(1, 0);
        assertThat(queue.hasRoom(0)).as("none is left").isFalse();
    }

    @Test
    void takesTenMillisecondsOfThePacingRate() {
        rate = MBIT_100;
        takes(MBIT_100 / 100);
    }

    @Test
    void takesSomeHoweverSlowTheLinkIs() {
        rate = 1_000;
        takes(LEAST_BYTES);
    }

    @Test
    void aQuickLinkMayHaveBytesAheadOfASlowOne() {
        rate = MBIT_100;
        ahead = 300_000;
        takes(MBIT_100 / 100 + ahead);
    }

    @Test
    void whatWaitsAlreadyIsSubtracted() {
        queued = 10_000;
        takes(LEAST_BYTES - 10_000);
    }

    @Test
    void whatIsOnTheWireIsNoQueue() {
        assertThat(KernelQueue.queued(110_000, 100_000, 6_000, 4_000)).isEqualTo(10_000);
    }

    @Test
    void reinjectedBytesAreOnTheWireTwice() {
        assertThat(KernelQueue.queued(100_000, 200_000, 6_000, 4_000)).isZero();
    }

    @Test
    void whatOnlyLacksTheConnectionsAcknowledgementIsNoQueue() {
        assertThat(KernelQueue.queued(6_700_000, 0, 0, 0)).isZero();
    }

    @Test
    void plainTcpIsNotCountedTwice() {
        assertThat(KernelQueue.queued(110_000, 100_000, 10_000, 10_000)).isEqualTo(10_000);
        assertThat(KernelQueue.queued(110_000, 100_000, 110_000, 10_000)).isEqualTo(10_000);
    }

    @Test
    void whatIsOnADeadOrSilentLinkIsStuck() {
        assertThat(KernelQueue.isStuck(subflow(1, 30, 90))).isFalse();
        assertThat(KernelQueue.isStuck(subflow(1, 30, 101)))
                .as("no answer for long")
                .isTrue();
        assertThat(KernelQueue.isStuck(subflow(4, 30, 0))).as("FIN-WAIT-1").isTrue();
    }

    private static Subflow subflow(int state, long rttMs, long lastAckMs) {
        InetSocketAddress any = new InetSocketAddress("192.0.2.1", 1);
        return new Subflow(
                any, any, state, rttMs * MS, 0, 0, 0, 1400, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, lastAckMs * MS, 0);
    }

    @Test
    void aKernelThatDoesNotTellOneOfThemTellsNothing() {
        assertThat(KernelQueue.queued(-9, 0, 5, 5)).isNegative();
        assertThat(KernelQueue.queued(5, 0, -9, 5)).isNegative();
    }

    @Test
    void aKernelThatDoesNotTellSetsNoBound() {
        queued = -9;
        assertThat(queue.hasRoom(0)).isTrue();
        queue.spent(Integer.MAX_VALUE, 0);
        assertThat(queue.hasRoom(0)).isTrue();
        assertThat(readings).isOne();
    }

    @Test
    void whoHasLittleToSendWaitsForTheQuickestOfUnequalLinks() {
        quickest = new KernelQueue.Quickest(20 * MS, 0, true);
        Burst burst = followed();
        takes(CHUNK_BYTES);
        quickest = new KernelQueue.Quickest(20 * MS, 1, true);
        queue.flushed();
        assertThat(queue.hasRoom(10 * MS)).as("not acknowledged").isFalse();
        quickest = new KernelQueue.Quickest(20 * MS, 0, true);
        assertThat(queue.hasRoom(20 * MS)).isTrue();
        queue.spent((int) Burst.YOUNG_BYTES, 20 * MS);
        assertThat(burst.isYoung()).isFalse();
        quickest = new KernelQueue.Quickest(20 * MS, 1_000_000, true);
        assertThat(queue.hasRoom(21 * MS)).as("now it has much").isTrue();
    }

    @Test
    void nobodyWaitsForASilentLink() {
        quickest = new KernelQueue.Quickest(20 * MS, 1, true);
        followed();
        assertThat(queue.hasRoom(0)).isFalse();
        assertThat(queue.hasRoom(79 * MS)).isFalse();
        assertThat(queue.hasRoom(80 * MS)).isTrue();
    }

    @Test
    void whatIsNotTheKernelsYetIsNotAcknowledged() {
        quickest = new KernelQueue.Quickest(20 * MS, 0, true);
        followed();
        takes(CHUNK_BYTES);
        assertThat(queue.hasRoom(10 * MS)).isFalse();
        queue.flushed();
        assertThat(queue.hasRoom(20 * MS)).isTrue();
    }

    @Test
    void equalLinksAreFilledTogether() {
        quickest = new KernelQueue.Quickest(20 * MS, 1, false);
        followed();
        takes(LEAST_BYTES);
    }

    private Burst followed() {
        Burst burst = new Burst(new Burst.Control() {
            @Override
            public void forMuch() {}

            @Override
            public void forLittle() {}
        });
        queue.follow(burst);
        return burst;
    }

    @Test
    void aRateThatIsNotSetDoesNotOverflow() {
        rate = Long.MAX_VALUE;
        takes(250_000_000);
    }

    @Test
    void theKernelIsNotAskedWhileThereIsRoom() {
        queue.hasRoom(0);
        queue.spent(LEAST_BYTES - 1, 0);
        assertThat(queue.hasRoom(100 * MS)).isTrue();
        assertThat(readings).isOne();
    }

    @Test
    void aFullQueueIsLookedAtOnceAMillisecond() {
        queued = 10_000_000;
        for (long nowNs = 0; nowNs < 3 * MS; nowNs += MS / 10) {
            assertThat(queue.hasRoom(nowNs)).isFalse();
        }
        assertThat(readings).isEqualTo(3);
    }

    @Test
    void whoHoldsBackIsBoundByWhatIsOnTheWire() {
        queue.holdBack(new QueueHold());
        long nowNs = 0;
        for (long acked = 0; acked < 10_000_000; acked += 100_000, nowNs += 10 * MS) {
            wire = new InFlight.Wire(0, acked, 130 * MS, 50 * MS, false);
            queue.hasRoom(nowNs);
            queue.spent(1 << 20, 0);
        }
        assertThat(queue.hasRoom(nowNs)).isTrue();
        wire = new InFlight.Wire(1_000_000, 10_000_000, 130 * MS, 50 * MS, false);
        queue.spent(1 << 20, 0);
        assertThat(queue.hasRoom(nowNs + MS)).isFalse();
        assertThat(queue.askAgainNs()).isEqualTo(50 * MS / 8);
    }

    @Test
    void thereIsRoomAgainWhenTheKernelHasSent() {
        queued = LEAST_BYTES;
        assertThat(queue.hasRoom(0)).isFalse();
        queued = LEAST_BYTES - 1;
        assertThat(queue.hasRoom(MS - 1)).as("not asked yet").isFalse();
        assertThat(queue.hasRoom(MS)).isTrue();
    }

    @Test
    void writingMoreThanThereIsRoomForIsPaidBackByTheNextReading() {
        queue.hasRoom(0);
        queue.spent(10 * LEAST_BYTES, 0);
        assertThat(queue.hasRoom(MS - 1)).isFalse();
        assertThat(queue.hasRoom(MS)).as("the kernel has sent it all").isTrue();
    }

    @Test
    void theClockMayBeNegative() {
        assertThat(queue.hasRoom(Long.MIN_VALUE + 1)).isTrue();
    }
}
