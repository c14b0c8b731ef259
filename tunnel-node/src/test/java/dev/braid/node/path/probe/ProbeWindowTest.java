package dev.braid.node.path.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Time is turned by hand: {@link #nowNs}. */
class ProbeWindowTest {
    private static final long MS = 1_000_000;
    private static final long HUB_AHEAD_NS = 123_456_789_012L;

    private final ProbeWindow window = new ProbeWindow();
    private long nowNs = -50_000 * MS;
    private long sequence;

    private void sent() {
        window.sent(++sequence, nowNs);
    }

    /** The last one's answer, which took so long there and back. */
    private boolean answered(double outMs, double backMs) {
        long sentNs = nowNs;
        nowNs += (long) ((outMs + backMs) * MS);
        return window.answered(sequence, sentNs + HUB_AHEAD_NS + (long) (outMs * MS), nowNs);
    }

    private void exchange(double outMs, double backMs) {
        sent();
        assertThat(answered(outMs, backMs)).isTrue();
        nowNs += 50 * MS;
    }

    @Test
    void roundTripAndJitterAreSmoothed() {
        for (int i = 0; i < 100; i++) {
            exchange(10, i % 2 == 0 ? 10 : 14);
        }
        ProbeFigures figures = window.figures(nowNs);
        assertThat(figures.rttNs() / (double) MS).isCloseTo(22, within(1.5));
        assertThat(figures.jitterNs() / (double) MS).isCloseTo(4, within(0.5));
        assertThat(figures.lossRatio()).isZero();
        assertThat(figures.answeredInRow()).isEqualTo(100);
    }

    @Test
    void theDirectionOfAQueueIsSeenThoughTheClocksDiffer() {
        for (int i = 0; i < 20; i++) {
            exchange(10, 10);
        }
        exchange(60, 10);
        assertThat(window.figures(nowNs).outboundDelayNs() / (double) MS).isCloseTo(60, within(0.1));
        assertThat(window.figures(nowNs).inboundDelayNs() / (double) MS).isCloseTo(10, within(0.1));
        exchange(10, 110);
        assertThat(window.figures(nowNs).outboundDelayNs() / (double) MS).isCloseTo(10, within(0.1));
        assertThat(window.figures(nowNs).inboundDelayNs() / (double) MS).isCloseTo(110, within(0.1));
    }

    @Test
    void lossIsThatOfTheLastSeconds() {
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            sent();
            if (random.nextInt(10) == 0) {
                nowNs += 70 * MS;
            } else {
                answered(10, 10);
                nowNs += 50 * MS;
            }
        }
        assertThat(window.figures(nowNs).lossRatio()).isCloseTo(0.1, within(0.05));
        for (int i = 0; i < 200; i++) {
            exchange(10, 10);
        }
        assertThat(window.figures(nowNs).lossRatio()).isZero();
    }

    @Test
    void silenceGrowsFromTheFirstThatIsNotAnswered() {
        exchange(10, 10);
        sent();
        nowNs += 50 * MS;
        sent();
        nowNs += 50 * MS;
        ProbeFigures figures = window.figures(nowNs);
        assertThat(figures.unanswered()).isEqualTo(2);
        assertThat(figures.waitingNs()).isEqualTo(100 * MS);
    }

    @Test
    void aLateAnswerEndsTheSilence() {
        exchange(10, 10);
        sent();
        nowNs += 400 * MS;
        assertThat(window.answered(sequence, nowNs + HUB_AHEAD_NS, nowNs)).isTrue();
        assertThat(window.figures(nowNs).waitingNs()).isZero();
        assertThat(window.figures(nowNs).unanswered()).isZero();
    }

    @Test
    void aGapEndsTheRow() {
        exchange(10, 10);
        exchange(10, 10);
        sent();
        nowNs += 500 * MS;
        exchange(10, 10);
        ProbeFigures figures = window.figures(nowNs);
        assertThat(figures.answeredInRow()).isEqualTo(1);
        assertThat(figures.answeredForNs()).isEqualTo(50 * MS);
    }

    @Test
    void nothingIsAnsweredTwiceOrBeforeItWasSent() {
        exchange(10, 10);
        assertThat(window.answered(sequence, 0, nowNs)).isFalse();
        assertThat(window.answered(sequence + 1, 0, nowNs)).isFalse();
        assertThat(window.answered(0, 0, nowNs)).isFalse();
        assertThat(window.answered(Long.MAX_VALUE, 0, nowNs)).isFalse();
        assertThat(window.figures(nowNs).answered()).isEqualTo(1);
    }

    @Test
    void whatWasForgottenIsNotAnswered() {
        sent();
        long old = sequence;
        for (int i = 0; i < 300; i++) {
            exchange(1, 1);
        }
        assertThat(window.answered(old, 0, nowNs)).isFalse();
    }

    @Test
    void aPathThatBeginsAnewHasLostNothing() {
        exchange(10, 10);
        for (int i = 0; i < 20; i++) {
            sent();
            nowNs += 100 * MS;
        }
        assertThat(window.figures(nowNs).lossRatio()).isGreaterThan(0.3);
        window.restart();
        ProbeFigures figures = window.figures(nowNs);
        assertThat(figures.lossRatio()).isZero();
        assertThat(figures.unanswered()).isZero();
        assertThat(figures.rttNs()).isEqualTo(20 * MS);
        exchange(10, 10);
        assertThat(window.figures(nowNs).answeredInRow()).isEqualTo(1);
    }

    @Test
    void sequencesOfAnotherWayAreNotMissed() {
        sequence = 34;
        sent();
        nowNs += 5 * MS;
        assertThat(window.figures(nowNs).unanswered()).isEqualTo(1);
        assertThat(window.figures(nowNs).waitingNs()).isEqualTo(5 * MS);
    }
}
