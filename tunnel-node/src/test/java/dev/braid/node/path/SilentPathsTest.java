package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time is turned by hand: {@link #nowNs}. */
class SilentPathsTest {
    private static final InetAddress DSL = InetAddress.ofLiteral("203.0.113.5");
    private static final InetAddress LTE = InetAddress.ofLiteral("198.51.100.7");
    private static final long MS = 1_000_000;

    private final SilentPaths silent = new SilentPaths();
    private long nowNs = -5_000 * MS;

    private void takeOut() {
        silent.takeOut(DSL, nowNs);
    }

    /** How long until the next trial, looking every 50 ms. */
    private long msToTrial() {
        long fromNs = nowNs;
        while (!silent.isDue(DSL, nowNs)) {
            nowNs += 50 * MS;
            assertThat(nowNs - fromNs).as("waited for").isLessThan(60_000 * MS);
        }
        return (nowNs - fromNs) / MS;
    }

    @Test
    void whoeverWasNeverTakenOutIsInUseAndNeverDue() {
        assertThat(silent.isOut(DSL)).isFalse();
        assertThat(silent.isOnTrial(DSL)).isFalse();
        assertThat(silent.isDue(DSL, nowNs)).isFalse();
    }

    @Test
    void whoeverIsTakenOutIsOutAndNotYetOnTrial() {
        takeOut();
        assertThat(silent.isOut(DSL)).isTrue();
        assertThat(silent.isOnTrial(DSL)).isFalse();
        assertThat(silent.isOut(LTE)).isFalse();
    }

    @Test
    void trialsComeEverMoreSlowlyUpToTenSeconds() {
        takeOut();
        List<Long> waitsMs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            waitsMs.add(msToTrial());
        }
        assertThat(waitsMs).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void onTrialItIsStillOut() {
        takeOut();
        msToTrial();
        assertThat(silent.isOnTrial(DSL)).isTrue();
        assertThat(silent.isOut(DSL)).isTrue();
    }

    @Test
    void takingOutTwiceDoesNotBeginTheWaitAnew() {
        takeOut();
        nowNs += 600 * MS;
        takeOut();
        assertThat(msToTrial()).isEqualTo(400);
        takeOut();
        assertThat(silent.isOnTrial(DSL)).isTrue();
    }

    @Test
    void whoeverIsBackIsInUseAndNotDue() {
        takeOut();
        msToTrial();
        silent.bringBack(DSL, nowNs);
        assertThat(silent.isOut(DSL)).isFalse();
        assertThat(silent.isOnTrial(DSL)).isFalse();
        assertThat(silent.isDue(DSL, nowNs + 60_000 * MS)).isFalse();
    }

    @Test
    void whoeverAnswersTheTrialAndFallsSilentAtOnceWaitsLonger() {
        takeOut();
        List<Long> waitsMs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waitsMs.add(msToTrial());
            silent.bringBack(DSL, nowNs);
            nowNs += 300 * MS;
            takeOut();
        }
        assertThat(waitsMs).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
    }

    @Test
    void whoeverHasProvenItselfWaitsShortlyAgain() {
        takeOut();
        msToTrial();
        msToTrial();
        silent.bringBack(DSL, nowNs);
        nowNs += 10_000 * MS;
        takeOut();
        assertThat(msToTrial()).isEqualTo(1_000);
    }

    @Test
    void bringingBackWhoeverIsInUseChangesNothing() {
        silent.bringBack(DSL, nowNs);
        takeOut();
        assertThat(msToTrial()).isEqualTo(1_000);
    }

    @Test
    void addressesThatAreGoneAreForgotten() {
        takeOut();
        silent.takeOut(LTE, nowNs);
        silent.retain(Set.of(LTE));
        assertThat(silent.isOut(DSL)).isFalse();
        assertThat(silent.isOut(LTE)).isTrue();
    }
}
