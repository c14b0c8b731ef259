package dev.braid.node.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolSizeTest {
    private final PoolSize size = new PoolSize(16, 100);

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            size.tick(0);
            size.carriers(0, 0);
        }
    }

    @Test
    void someAreToSpareWhateverIsInUse() {
        assertThat(size.carriers(0, 0)).isEqualTo(16);
        assertThat(size.carriers(40, 0)).isEqualTo(56);
    }

    @Test
    void neverMoreThanTheMost() {
        assertThat(size.carriers(95, 0)).isEqualTo(100);
    }

    @Test
    void aBurstIsRememberedForHalfAMinuteAndForgottenAfterOne() {
        size.carriers(60, 0);
        seconds(30);
        assertThat(size.carriers(0, 0)).isEqualTo(76);
        seconds(31);
        assertThat(size.carriers(0, 0)).isEqualTo(16);
    }

    @Test
    void whatIsTooMuchGoesWithinAMinute() {
        int surplus = 1_000;
        for (int second = 0; second < 60; second++) {
            surplus -= PoolSize.leaving(surplus);
        }
        assertThat(surplus).isZero();
    }

    @Test
    void whoWaitsWantsACarrier() {
        assertThat(size.carriers(10, 30)).isEqualTo(56);
    }

    @Test
    void whoGetsOneThatComesBackSoonWantsNoOther() {
        size.carriers(40, 0);
        size.tick(500); // so many in all, in the last second too
        size.tick(540);
        assertThat(size.carriers(40, 20)).isEqualTo(56);
        assertThat(size.carriers(40, 25)).isEqualTo(61);
    }

    @Test
    void whenNoneComesBackAnyMoreAllWhoWaitWantOne() {
        size.tick(540);
        size.tick(540);
        assertThat(size.carriers(40, 20)).isEqualTo(76);
    }

    @Test
    void whoOnlyWaitsIsNotRemembered() {
        assertThat(size.carriers(10, 90)).isEqualTo(100);
        assertThat(size.carriers(10, 0)).isEqualTo(26);
    }

    @Test
    void theFirstAreFew() {
        assertThat(size.atOnce(0)).isEqualTo(4);
        size.tick(1_000);
        assertThat(size.atOnce(0)).isEqualTo(2);
    }

    @Test
    void handshakesGiveWayToFlowsThatEndSoon() {
        assertThat(size.atOnce(20)).isEqualTo(16);
        size.tick(128);
        assertThat(size.atOnce(20)).isEqualTo(8);
        size.tick(1_000);
        assertThat(size.atOnce(20)).isEqualTo(2);
        size.tick(1_000);
        assertThat(size.atOnce(20)).isEqualTo(16);
    }
}
