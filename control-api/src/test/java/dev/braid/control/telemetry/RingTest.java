package dev.braid.control.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final long NOW = 1_764_000_000L;

    private final Ring ring = new Ring();

    @Test
    void secondsWithoutReportAreGaps() {
        ring.put(NOW, sample(1_000, 1));
        ring.put(NOW + 5, sample(3_000, 1));
        Sample[] read = ring.read(NOW, NOW + 6);
        assertThat(read[0].outboundBitsPerSecond()).isEqualTo(1_000);
        assertThat(Arrays.copyOfRange(read, 1, 5)).containsOnlyNulls();
        assertThat(read[5].outboundBitsPerSecond()).isEqualTo(3_000);
    }

    @Test
    void whatALateReportSaysIsOfAllSecondsSinceTheLast() {
        ring.put(NOW, sample(1_000, 1));
        ring.put(NOW + 4, sample(3_000, 1));
        assertThat(ring.read(NOW, NOW + 5))
                .extracting(Sample::outboundBitsPerSecond)
                .containsExactly(1_000.0, 3_000.0, 3_000.0, 3_000.0, 3_000.0);
    }

    @Test
    void gapsAreGapsTheNextTimeRoundToo() {
        for (int second = 0; second < Ring.SECONDS; second++) {
            ring.put(NOW + second, sample(1_000, 1));
        }
        ring.put(NOW + Ring.SECONDS + 10, sample(2_000, 1));
        assertThat(ring.hasAny(NOW + Ring.SECONDS, NOW + Ring.SECONDS + 10)).isFalse();
        assertThat(ring.hasAny(NOW, NOW + 11)).isFalse();
        assertThat(ring.hasAny(NOW + 11, NOW + 12)).isTrue();
        ring.put(NOW + 9 * Ring.SECONDS, sample(3_000, 1));
        assertThat(ring.hasAny(NOW + 8 * Ring.SECONDS, NOW + 9 * Ring.SECONDS)).isFalse();
    }

    @Test
    void clockThatWasSetBackLeavesTheRestAlone() {
        ring.put(NOW, sample(1_000, 1));
        ring.put(NOW - 5, sample(2_000, 1));
        ring.put(NOW - Ring.SECONDS, sample(3_000, 1));
        assertThat(ring.read(NOW, NOW + 1)[0].outboundBitsPerSecond()).isEqualTo(1_000);
        assertThat(ring.read(NOW - 5, NOW - 4)[0].outboundBitsPerSecond()).isEqualTo(2_000);
    }

    @Test
    void whatIsOlderThanFifteenMinutesIsGone() {
        ring.put(NOW, sample(1_000, 1));
        ring.put(NOW + Ring.SECONDS, sample(2_000, 1));
        assertThat(ring.read(NOW, NOW + 1)[0]).isNull();
        assertThat(ring.hasAny(NOW + Ring.SECONDS, NOW + Ring.SECONDS + 1)).isTrue();
    }

    @Test
    void aMinuteIsTheMeanOfItsSeconds() {
        ring.put(NOW, sample(6_000, 1));
        ring.put(NOW + 1, sample(0, 0));
        Sample minute = ring.mean(NOW, NOW + 60);
        assertThat(minute.outboundBitsPerSecond()).isCloseTo(100, within(1e-6));
        assertThat(minute.upRatio()).isCloseTo(1 / 60.0, within(1e-6));
        assertThat(minute.rttMs()).isEqualTo(20);
        ring.put(NOW + 60, new Sample(0, 0, 21.43, 0.0123, 1));
        assertThat(ring.read(NOW + 60, NOW + 61)[0].rttMs()).isCloseTo(21.43, within(0.01));
        assertThat(ring.read(NOW + 60, NOW + 61)[0].lossRatio()).isCloseTo(0.0123, within(0.00001));
    }

    @Test
    void whatIsDownKeepsItsLoss() {
        ring.put(NOW, new Sample(0, 0, 0, 1, 0));
        ring.put(NOW + 1, new Sample(0, 0, 20, 0.25, 0));
        assertThat(ring.read(NOW, NOW + 1)[0]).isEqualTo(new Sample(0, 0, 0, 1, 0));
        assertThat(ring.read(NOW + 1, NOW + 2)[0]).isEqualTo(new Sample(0, 0, 20, 0.25, 0));
    }

    @Test
    void aStoredSampleKeepsFiveDigits() {
        Sample sample = new Sample(123_456_789, 0, 21.345, 0.0123, 0.9876);
        String text = sample.encode(59);
        assertThat(text).hasSize(Sample.CHARACTERS);
        Sample[] places = new Sample[60];
        Sample.decode(new Sample(1, 1, 1, 1, 1).encode(0) + text, places);
        assertThat(places[0]).isNotNull();
        assertThat(places[1]).isNull();
        assertThat(places[59].outboundBitsPerSecond()).isCloseTo(123_456_789, within(4_000.0));
        assertThat(places[59].rttMs()).isCloseTo(21.345, within(0.001));
        assertThat(places[59].upRatio()).isCloseTo(0.9876, within(0.0001));
    }

    private static Sample sample(double outbound, double up) {
        return new Sample(outbound, 0, 20, 0, up);
    }
}
