package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.mptcp.Subflow;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time is turned by hand, as a rule 50 ms a sample: {@link #nowNs}. */
class AckProgressTest {
    private static final InetAddress DSL = InetAddress.ofLiteral("203.0.113.5");
    private static final String DSL_TEXT = "203.0.113.5";
    private static final String LTE_TEXT = "198.51.100.7";
    private static final long MS = 1_000_000;
    private static final long SAMPLE_MS = 50;

    private final AckProgress acks = new AckProgress();
    private long nowNs = -3_000 * MS;

    private Set<InetAddress> after(long ms, Subflow... subflows) {
        nowNs += ms * MS;
        return silent(List.of(new PathTraffic.Sample("carrier", List.of(subflows))), nowNs);
    }

    private Set<InetAddress> silent(List<PathTraffic.Sample> samples, long atNs) {
        Map<InetAddress, AckProgress.Signs> signs = acks.look(samples, atNs);
        signs.values().removeIf(s -> !s.silent());
        return signs.keySet();
    }

    /** The path is quiet at first; then so many segments leave and nothing comes back. How long until that is seen, in whole samples. */
    private long msUntilSilent(long rttMs, long varMs, long unacked) {
        after(SAMPLE_MS); // nothing is left of an earlier subflow
        for (long waitedMs = 0; waitedMs < 5_000; waitedMs += SAMPLE_MS) {
            Subflow stuck = Subflows.unacked(DSL_TEXT, 1, rttMs, varMs, unacked, 1_000 + waitedMs);
            if (!after(SAMPLE_MS, stuck).isEmpty()) {
                return waitedMs;
            }
        }
        throw new AssertionError("never silent");
    }

    @Test
    void isSilentAfterTwoHundredMillisecondsOnAShortPath() {
        assertThat(msUntilSilent(20, 5, 10)).isEqualTo(250);
    }

    @Test
    void aLongPathIsGivenItsRoundTripAndVariation() {
        assertThat(msUntilSilent(300, 50, 10)).as("300 + 4 x 50 + 100").isEqualTo(650);
    }

    @Test
    void exactlyItsPatienceIsNoSilence() {
        Subflow stuck = Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 1_000);
        after(0, stuck);
        assertThat(after(200, stuck)).isEmpty();
        nowNs++;
        assertThat(after(0, stuck)).containsExactly(DSL);
    }

    @Test
    void oneLostSegmentIsNoSilence() {
        assertThat(msUntilSilent(20, 5, 1))
                .as("retransmitted after 220 ms and answered after 240")
                .isEqualTo(350);
        assertThat(msUntilSilent(300, 100, 1)).as("2 x 300 + 4 x 100 + 100").isEqualTo(1_150);
    }

    @Test
    void aQueueOfHalfASecondIsNoSilenceWhileAcknowledgementsArrive() {
        for (int i = 0; i < 100; i++) {
            assertThat(after(SAMPLE_MS, Subflows.unacked(DSL_TEXT, 1, 20, 5, 500, 30)))
                    .isEmpty();
        }
    }

    @Test
    void anIdlePathProvesNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(after(SAMPLE_MS, Subflows.unacked(DSL_TEXT, 1, 20, 5, 0, 10_000 + i * SAMPLE_MS)))
                    .isEmpty();
        }
    }

    @Test
    void theWaitBeginsWithTheDataAndNotWithTheLastAcknowledgement() {
        after(SAMPLE_MS, Subflows.unacked(DSL_TEXT, 1, 20, 5, 0, 60_000));
        assertThat(after(SAMPLE_MS, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 60_050)))
                .isEmpty();
    }

    @Test
    void anAcknowledgementBeginsTheWaitAnew() {
        after(0, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 500));
        after(SAMPLE_MS, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 550));
        after(100, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 10));
        assertThat(after(150, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 160))).isEmpty();
        assertThat(after(50, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 210))).containsExactly(DSL);
    }

    @Test
    void whenAllWasAcknowledgedTheNextDataBeginsAnew() {
        after(0, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 500));
        after(150, Subflows.unacked(DSL_TEXT, 1, 20, 5, 0, 650));
        assertThat(after(150, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 800))).isEmpty();
    }

    @Test
    void aLateSampleDoesNotTakeFreshDataForOld() {
        after(0, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 500));
        // Acknowledged 10 ms later, then idle; what is on its way now has just left.
        assertThat(after(1_000, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 990))).isEmpty();
        assertThat(after(SAMPLE_MS, Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 30)))
                .isEmpty();
    }

    @Test
    void oneStuckSubflowOfFourIsNoSilenceWhileOthersOfThePathAreAnswered() {
        for (long waitedMs = 0; waitedMs < 2_000; waitedMs += SAMPLE_MS) {
            assertThat(after(
                            SAMPLE_MS,
                            Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 500 + waitedMs),
                            Subflows.unacked(DSL_TEXT, 2, 20, 5, 10, 15),
                            Subflows.unacked(DSL_TEXT, 3, 20, 5, 0, 5_000),
                            Subflows.unacked(DSL_TEXT, 4, 20, 5, 0, 5_000)))
                    .isEmpty();
        }
    }

    @Test
    void idleSiblingsDoNotSpeakForAStuckOne() {
        Subflow idle = Subflows.unacked(DSL_TEXT, 2, 20, 5, 0, 5_000);
        Subflow stuck = Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 5_000);
        after(0, stuck, idle);
        assertThat(after(250, stuck, idle)).containsExactly(DSL);
    }

    @Test
    void anotherPathsAnswersDoNotSpeakForASilentOne() {
        Subflow answered = Subflows.unacked(LTE_TEXT, 2, 50, 5, 10, 5);
        Subflow stuck = Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 5_000);
        after(0, stuck, answered);
        assertThat(after(250, stuck, answered)).containsExactly(DSL);
    }

    @Test
    void subflowsThatAreNotEstablishedAreNotAsked() {
        Subflow closing = Subflows.in(4, DSL_TEXT, 1, 0, 0);
        after(0, closing);
        assertThat(after(5_000, closing)).isEmpty();
    }

    @Test
    void carriersThatAreGoneAreForgotten() {
        Subflow stuck = Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 5_000);
        after(0, stuck);
        after(150);
        assertThat(after(150, stuck)).as("another of the same addresses").isEmpty();
    }

    @Test
    void carriersOfTheSameAddressesWaitEachForItself() {
        Subflow stuck = Subflows.unacked(DSL_TEXT, 1, 20, 5, 10, 5_000);
        List<PathTraffic.Sample> samples = new ArrayList<>(List.of(new PathTraffic.Sample("one", List.of(stuck))));
        silent(samples, nowNs);
        assertThat(silent(List.of(new PathTraffic.Sample("two", List.of(stuck))), nowNs + 250 * MS))
                .isEmpty();
    }

    private AckProgress.Signs received(long lastDataMs) {
        nowNs += SAMPLE_MS * MS;
        PathTraffic.Sample sample =
                new PathTraffic.Sample("carrier", List.of(Subflows.receiving(DSL_TEXT, 1, lastDataMs)));
        return Objects.requireNonNull(acks.look(List.of(sample), nowNs).get(DSL));
    }

    @Test
    void dataForFiveLooksIsAStreamAndStaysOneWhenItStops() {
        for (int i = 0; i < 4; i++) {
            assertThat(received(10).streamed()).isFalse();
        }
        assertThat(received(10).streamed()).isTrue();
        AckProgress.Signs stopped = received(60);
        assertThat(stopped.streamed()).isTrue();
        assertThat(stopped.lastDataNs()).isEqualTo(60 * MS);
        assertThat(received(110).streamed()).isTrue();
        assertThat(received(5).streamed()).as("the next has to prove itself").isFalse();
    }

    @Test
    void dataThatComesNowAndThenIsNoStream() {
        for (int i = 0; i < 100; i++) {
            assertThat(received(i % 4 * SAMPLE_MS).streamed()).isFalse();
        }
    }

    @Test
    void aStreamMayPauseForALook() {
        for (int i = 0; i < 10; i++) {
            received(i % 2 == 0 ? 40 : 20);
        }
        assertThat(received(40).streamed()).isTrue();
    }
}
