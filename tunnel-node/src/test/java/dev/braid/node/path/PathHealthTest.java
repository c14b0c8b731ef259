package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.path.PathVerdict.Reason;
import dev.braid.node.path.PathVerdict.State;
import dev.braid.node.path.probe.ProbeFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time is turned by hand, 25 ms a turn: {@link #nowNs}. */
class PathHealthTest {
    private static final long MS = 1_000_000;
    private static final long TURN_MS = 25;
    private static final long RTT_MS = 20;

    private final PathHealth health = new PathHealth();
    private long nowNs = -7_000 * MS;
    /** What the world is like. */
    private @Nullable Reason link;

    private boolean probesAnswered = true;
    private boolean acked = true;
    private boolean loaded = true;
    private boolean hubAnswers = true;
    private boolean everAnswered = true;
    private boolean established = true;
    /** No other path lives, so its subflows stay. */
    private boolean kept;

    private long probesSinceNs = nowNs;
    private long acksSinceNs = nowNs;
    private long heardOnceNs = Long.MIN_VALUE;
    /** When the last of a stream from the hub came; never when there was none. */
    private long streamEndedNs = Long.MIN_VALUE;

    private boolean heardElsewhere = true;

    private void probesAnswered(boolean now) {
        probesSinceNs = now == probesAnswered ? probesSinceNs : nowNs;
        probesAnswered = now;
    }

    private void acked(boolean now) {
        acksSinceNs = now == acked ? acksSinceNs : nowNs;
        acked = now;
    }

    private void silence() {
        probesAnswered(false);
        acked(false);
    }

    private void repaired() {
        probesAnswered(true);
        acked(true);
    }

    private PathHealth.Signs signs() {
        long silentNs = probesAnswered ? 0 : nowNs - probesSinceNs;
        long wellNs = probesAnswered ? nowNs - probesSinceNs : 0;
        long everyMs = loaded ? 50 : 1_000;
        ProbeFigures probes = new ProbeFigures(
                100,
                everAnswered ? 90 : 0,
                everAnswered ? RTT_MS * MS : 0,
                everAnswered ? RTT_MS * MS : 0,
                2 * MS,
                0,
                0,
                0,
                (int) (silentNs / (everyMs * MS)),
                silentNs,
                (int) (wellNs / (100 * MS)),
                wellNs);
        long unackedNs = loaded && !acked ? nowNs - acksSinceNs : 0;
        AckProgress.Signs acks = new AckProgress.Signs(
                unackedNs,
                unackedNs > 220 * MS,
                unackedNs > 110 * MS,
                heardNs(),
                loaded ? 40 : 0,
                streamEndedNs == Long.MIN_VALUE ? AckProgress.NEVER_NS : nowNs - streamEndedNs,
                streamEndedNs != Long.MIN_VALUE);
        return new PathHealth.Signs(
                link, probes, acks, loaded, established && subflowsLeft(), hubAnswers, heardElsewhere, kept);
    }

    /** Whoever is judged lost loses them. */
    private boolean subflowsLeft() {
        return health.connects() || kept;
    }

    private PathVerdict turn() {
        nowNs += TURN_MS * MS;
        return health.turn(signs(), nowNs);
    }

    private long heardNs() {
        if (heardOnceNs != Long.MIN_VALUE && nowNs >= heardOnceNs) {
            return nowNs - heardOnceNs;
        }
        return loaded && acked ? 5 * MS : loaded ? nowNs - acksSinceNs : AckProgress.NEVER_NS;
    }

    private PathVerdict after(long ms) {
        PathVerdict verdict = turn();
        for (long passed = TURN_MS; passed < ms; passed += TURN_MS) {
            verdict = turn();
        }
        return verdict;
    }

    private long msUntil(State state) {
        for (long ms = TURN_MS; ms <= 200_000; ms += TURN_MS) {
            if (turn().state() == state) {
                return ms;
            }
        }
        throw new AssertionError("never " + state + ", " + health);
    }

    @Test
    void isUpWhileEverythingIsAnswered() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(turn()).isEqualTo(PathVerdict.UP);
        }
    }

    @Test
    void silenceUnderLoadIsDoubtedAndThenFatalWithinAnEighthOfASecond() {
        after(1_000);
        silence();
        assertThat(msUntil(State.DOWN)).isBetween(110L, 150L);
        assertThat(turn()).isEqualTo(PathVerdict.down(Reason.NO_ACK_PROGRESS));
        assertThat(health.connects()).isFalse();
    }

    @Test
    void aStreamFromTheHubThatStopsWithTheProbesIsFatalAsSoon() {
        after(1_000);
        probesAnswered(false);
        streamEndedNs = nowNs + 10 * MS;
        assertThat(msUntil(State.DOWN)).isBetween(75L, 150L);
        assertThat(turn()).isEqualTo(PathVerdict.down(Reason.PROBES_LOST));
    }

    @Test
    void aHubThatPausesEverywhereIsNoLostPath() {
        after(1_000);
        heardElsewhere = false;
        probesAnswered(false);
        streamEndedNs = nowNs;
        assertThat(after(300).state()).isEqualTo(State.SUSPECT);
    }

    @Test
    void aStreamThatEndedBeforeSaysNothing() {
        after(1_000);
        streamEndedNs = nowNs;
        after(300);
        probesAnswered(false);
        assertThat(after(300).state()).isEqualTo(State.SUSPECT);
    }

    @Test
    void isSuspectBeforeItIsDown() {
        after(1_000);
        loaded = false;
        probesAnswered(false);
        List<State> states = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            State now = turn().state();
            if (states.isEmpty() || states.getLast() != now) {
                states.add(now);
            }
        }
        assertThat(states).containsExactly(State.UP, State.SUSPECT, State.DOWN);
        assertThat(turn()).isEqualTo(PathVerdict.down(Reason.PROBES_LOST));
    }

    @Test
    void aSuspectThatIsAnsweredIsUpAgain() {
        after(1_000);
        probesAnswered(false);
        assertThat(after(200).state()).isEqualTo(State.SUSPECT);
        probesAnswered(true);
        assertThat(turn()).isEqualTo(PathVerdict.UP);
    }

    @Test
    void aFullQueueIsNoSilentPath() {
        probesAnswered(false); // half a second late, all of them
        for (long ms = 0; ms < 600_000; ms += TURN_MS) {
            assertThat(turn().state()).isNotEqualTo(State.DOWN);
        }
    }

    @Test
    void dataNobodyAcknowledgesIsFatalThoughProbesAreAnsweredOnlyLater() {
        after(1_000);
        acked(false);
        assertThat(msUntil(State.DOWN)).isBetween(500L, 800L);
        // Probes say nothing about TCP then: it comes back by a trial, not by them.
        assertThat(after(900).state()).isEqualTo(State.DOWN);
        established = false;
        after(200);
        assertThat(health.connects()).isTrue();
        established = true;
        acked(true);
        assertThat(turn()).isEqualTo(PathVerdict.UP);
        assertThat(health.cameBackWithGoodSubflows()).isTrue();
    }

    @Test
    void comesBackWithThreeAnswersInARow() {
        after(1_000);
        silence();
        after(2_000);
        repaired();
        assertThat(after(200).state()).isEqualTo(State.DOWN);
        assertThat(msUntil(State.UP)).isLessThanOrEqualTo(150);
        assertThat(health.cameBackWithGoodSubflows()).isFalse();
    }

    @Test
    void anAcknowledgementBehindTheFirstUnansweredProbeDoesNotHideTheSilence() {
        after(1_000);
        loaded = false;
        probesAnswered(false);
        heardOnceNs = nowNs + TURN_MS * MS;
        assertThat(msUntil(State.DOWN)).isLessThan(4_200);
    }

    @Test
    void theLastPathIsBackWithTheFirstAcknowledgementOfTheSubflowsThatWereKept() {
        kept = true;
        after(1_000);
        silence();
        msUntil(State.DOWN);
        assertThat(after(30_000)).isEqualTo(PathVerdict.down(Reason.NO_ACK_PROGRESS));
        acked(true);
        assertThat(turn()).isEqualTo(PathVerdict.UP);
        assertThat(health.cameBackWithGoodSubflows())
                .as("the others wait for their timers")
                .isFalse();
    }

    @Test
    void theLastPathIsGivenNoTrialsThatWouldCostItsSubflows() {
        kept = true;
        silence();
        msUntil(State.DOWN);
        for (long ms = 0; ms < 300_000; ms += TURN_MS) {
            turn();
            assertThat(health.trialStarts()).isFalse();
        }
    }

    @Test
    void aShortSilenceOfTheLastPathNeedsNoFreshSubflows() {
        kept = true;
        after(1_000);
        silence();
        msUntil(State.DOWN);
        after(300);
        acked(true);
        assertThat(turn()).isEqualTo(PathVerdict.UP);
        assertThat(health.cameBackWithGoodSubflows()).isTrue();
    }

    @Test
    void eachFlapIsLetBackInMoreSlowlyUpToABound() {
        after(1_000);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            silence();
            msUntil(State.DOWN);
            after(1_000);
            repaired();
            waits.add(msUntil(State.UP));
            after(500);
        }
        assertThat(waits.getFirst()).isLessThan(400);
        assertThat(waits).isSorted();
        assertThat(waits.getLast()).isBetween(59_000L, 61_000L);
        assertThat(waits.get(3)).isBetween(3_900L, 4_100L);
    }

    private void flapUntilFourSecondsAreAsked() {
        after(1_000);
        for (int i = 0; i < 4; i++) {
            silence();
            msUntil(State.DOWN);
            repaired();
            if (i < 3) {
                msUntil(State.UP);
            }
        }
    }

    @Test
    void aFlappingPathSaysSo() {
        flapUntilFourSecondsAreAsked();
        assertThat(after(500)).isEqualTo(PathVerdict.down(Reason.FLAPPING));
        assertThat(health.condition()).contains("4 s");
    }

    @Test
    void aTrialDoesNotLetAFlappingPathInBeforeItsTime() {
        flapUntilFourSecondsAreAsked();
        for (int i = 0; i < 20; i++) { // 3 s each, of the 4 that are asked
            assertThat(after(3_000)).isEqualTo(PathVerdict.down(Reason.FLAPPING));
            silence();
            after(400);
            for (int turns = 0; turns < 100; turns++) {
                assertThat(turn()).isEqualTo(PathVerdict.down(Reason.NO_ACK_PROGRESS));
                assertThat(health.connects()).isFalse();
            }
            repaired();
        }
    }

    @Test
    void aMinuteOfGoodBehaviourIsForgiven() {
        for (int i = 0; i < 5; i++) {
            silence();
            msUntil(State.DOWN);
            repaired();
            msUntil(State.UP);
        }
        after(60_000);
        silence();
        msUntil(State.DOWN);
        repaired();
        assertThat(msUntil(State.UP)).isLessThan(400);
    }

    @Test
    void aLinkThatGoesIsDownAtOnceAndBackAtOnceTheFirstTime() {
        after(1_000);
        link = Reason.NO_CARRIER;
        assertThat(turn()).isEqualTo(PathVerdict.down(Reason.NO_CARRIER));
        link = null;
        assertThat(turn()).isEqualTo(PathVerdict.UP);
        link = Reason.NO_ADDRESS;
        assertThat(turn()).isEqualTo(PathVerdict.down(Reason.NO_ADDRESS));
        link = null;
        assertThat(turn()).isEqualTo(PathVerdict.down(Reason.FLAPPING));
        assertThat(msUntil(State.UP)).isBetween(900L, 1_100L);
    }

    @Test
    void aHubThatAnswersNoProbesIsJudgedByDataAlone() {
        everAnswered = false;
        hubAnswers = false;
        probesAnswered(false);
        after(5_000);
        assertThat(turn()).isEqualTo(PathVerdict.UP);
        acked(false);
        assertThat(msUntil(State.DOWN)).isBetween(200L, 275L);
        established = false;
        assertThat(after(900).state()).isEqualTo(State.DOWN);
        after(200);
        assertThat(health.connects()).as("on trial").isTrue();
        established = true;
        acked(true);
        assertThat(turn()).isEqualTo(PathVerdict.UP);
    }

    @Test
    void anUplinkThatKeepsOurDatagramsIsNotTakenForDead() {
        everAnswered = false;
        probesAnswered(false);
        loaded = false;
        for (int i = 0; i < 4_000; i++) {
            assertThat(turn().state()).isEqualTo(State.UP);
        }
    }

    @Test
    void aPathThatNeverHadAnythingIsDownWhenTheHubAnswersElsewhere() {
        everAnswered = false;
        established = false;
        loaded = false;
        probesAnswered(false);
        assertThat(msUntil(State.DOWN)).isBetween(4_000L, 4_200L);
    }

    @Test
    void trialsFollowEachOtherEverMoreSlowly() {
        everAnswered = false;
        hubAnswers = false;
        probesAnswered(false);
        acked(false);
        msUntil(State.DOWN);
        established = false;
        List<Long> trials = new ArrayList<>();
        for (long ms = 0; ms < 300_000; ms += TURN_MS) {
            turn();
            if (health.trialStarts()) {
                trials.add((ms + TURN_MS) / 1_000);
            }
        }
        assertThat(trials).startsWith(1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
    }

    /** Whatever happens: exactly one state, reasons only for what is down, no use of what is down, and everything heals. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyHistoryIsSoundAndHeals(long seed) {
        Random random = new Random(seed);
        List<Reason> links = List.of(Reason.NO_CARRIER, Reason.NO_ADDRESS, Reason.NO_ROUTE);
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(40) == 0) {
                link = random.nextInt(3) > 0 ? null : links.get(random.nextInt(links.size()));
                probesAnswered(random.nextBoolean());
                acked(random.nextBoolean());
                loaded = random.nextBoolean();
                established = random.nextBoolean();
            }
            PathVerdict verdict = turn();
            assertThat(verdict.reason() == null).isEqualTo(verdict.state() != State.DOWN);
            assertThat(verdict.state()).isNotEqualTo(State.STANDBY);
            if (verdict.state() != State.DOWN) {
                assertThat(health.connects()).isTrue();
            }
        }
        link = null;
        established = true;
        repaired();
        assertThat(msUntil(State.UP)).isLessThanOrEqualTo(61_000 + 60_000);
        assertThat(after(1_000)).isEqualTo(PathVerdict.UP);
    }
}
