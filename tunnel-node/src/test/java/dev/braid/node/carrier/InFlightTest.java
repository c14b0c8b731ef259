package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** A link with a queue, and time that is turned by hand. */
class InFlightTest {
    private static final long MS = 1_000_000;
    private static final long BYTES_PER_MS = 6_250;
    private static final long MIN_RTT_MS = 50;
    private static final long TRIP_BYTES = BYTES_PER_MS * MIN_RTT_MS;

    private final QueueHold hold = new QueueHold();
    private final InFlight inFlight = new InFlight(hold);
    private long nowMs = 1_000;
    private long delivered;
    private boolean single;

    /** The room that remains when a queue of so many milliseconds stands, with nothing on the wire. */
    private long bound(long queueMs) {
        return inFlight.room(
                new InFlight.Wire(0, delivered, (MIN_RTT_MS + queueMs) * MS, MIN_RTT_MS * MS, single), nowMs * MS);
    }

    private long roomBeside(long held) {
        return inFlight.room(
                new InFlight.Wire(held, delivered, (MIN_RTT_MS + 80) * MS, MIN_RTT_MS * MS, single), nowMs * MS);
    }

    private void pass(long ms) {
        nowMs += ms;
        delivered += ms * BYTES_PER_MS;
    }

    private void carry(long ms, long queueMs) {
        for (long i = 0; i < ms; i += 10) {
            pass(10);
            bound(queueMs);
        }
    }

    @Test
    void nothingIsBoundBeforeTheRateIsKnown() {
        bound(60);
        carry(290, 60);
        assertThat(bound(60)).isEqualTo(InFlight.UNBOUNDED);
        carry(20, 60);
        assertThat(bound(60)).isLessThan(InFlight.UNBOUNDED);
    }

    @Test
    void whoHasRestedBeginsAnew() {
        carry(500, 60);
        nowMs += 5_000;
        assertThat(bound(0)).isEqualTo(InFlight.UNBOUNDED);
    }

    @Test
    void withoutAQueueAFlowMayGrowThreefold() {
        carry(500, 0);
        assertThat(bound(0)).isCloseTo(3 * TRIP_BYTES + 64_000, Percentage.withPercentage(1));
    }

    @Test
    void atTheQueueThatIsAimedAtItKeepsWhatMakesIt() {
        carry(500, 15);
        assertThat(bound(15)).isCloseTo(TRIP_BYTES * 13 / 10 + 8_000, Percentage.withPercentage(1));
    }

    @Test
    void atTwiceThatQueueItKeepsWhatNeedsNone() {
        carry(500, 30);
        assertThat(bound(30)).isCloseTo(TRIP_BYTES + 8_000, Percentage.withPercentage(1));
    }

    @Test
    void aLongQueueIsLetRunDry() {
        carry(500, 80);
        assertThat(bound(80)).as("of several").isCloseTo(TRIP_BYTES + 8_000, Percentage.withPercentage(1));
        single = true;
        assertThat(bound(80)).isCloseTo(TRIP_BYTES / 2 + 8_000, Percentage.withPercentage(1));
    }

    @Test
    void whatIsOnTheWireIsSubtracted() {
        carry(500, 80);
        long all = bound(80);
        assertThat(roomBeside(all + 1)).isEqualTo(-1);
    }

    @Test
    void aLittleRoomIsNotWorthAWrite() {
        carry(500, 80);
        long all = bound(80);
        assertThat(roomBeside(all - all / 8 + 1)).isZero();
        assertThat(roomBeside(all - all / 8 - 1)).isPositive();
    }

    @Test
    void whoGetsNothingMaySendSome() {
        carry(500, 80);
        for (int i = 0; i < 50; i++) {
            nowMs += 10;
            bound(80);
        }
        assertThat(bound(80)).isEqualTo(8_000);
    }

    @Test
    void aWayWithoutDelayIsNotBound() {
        carry(500, 80);
        InFlight.Wire near = new InFlight.Wire(100_000_000, delivered, 3 * MS, MS / 10, false);
        assertThat(inFlight.room(near, nowMs * MS)).isEqualTo(InFlight.UNBOUNDED);
    }

    @Test
    void aQueueThatStaysIsSomebodyElses() {
        carry(500, 80);
        long fromMs = nowMs;
        while (roomBeside(1_000_000) < 0) {
            pass(10);
            assertThat(nowMs - fromMs).isLessThan(3_000);
        }
        assertThat(nowMs - fromMs).isGreaterThanOrEqualTo(2_000);
        carry(29_000, 80);
        assertThat(bound(80)).isEqualTo(InFlight.UNBOUNDED);
        carry(2_000, 80);
        assertThat(bound(80)).as("tried again").isLessThan(InFlight.UNBOUNDED);
    }

    @Test
    void isSteadyForSomeRoundTripsWhileBbrBeginsAnew() {
        carry(500, 0);
        InFlight.Wire wire = new InFlight.Wire(0, delivered, MIN_RTT_MS * MS, MIN_RTT_MS * MS, false);
        assertThat(inFlight.isOn(wire, nowMs * MS)).isTrue();
        inFlight.steady(wire, nowMs * MS);
        long aim = TRIP_BYTES + TRIP_BYTES * 3 / 10 + 8_000;
        assertThat(bound(0)).isCloseTo(aim, Percentage.withPercentage(1));
        assertThat(bound(80)).isCloseTo(aim, Percentage.withPercentage(1));
        carry(300, 0);
        assertThat(bound(0)).isCloseTo(3 * TRIP_BYTES + 64_000, Percentage.withPercentage(1));
    }

    @Test
    void isOffBeforeTheRateIsKnownAndOnAShortWay() {
        InFlight.Wire near = new InFlight.Wire(0, delivered, 3 * MS, MS, false);
        assertThat(inFlight.isOn(new InFlight.Wire(0, 0, MIN_RTT_MS * MS, MIN_RTT_MS * MS, false), nowMs * MS))
                .isFalse();
        carry(500, 0);
        assertThat(inFlight.isOn(near, nowMs * MS)).isFalse();
    }
}
