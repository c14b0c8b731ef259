package dev.braid.node.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolSizeTest {
    private final PoolSize size = new PoolSize(16, 100);

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            size.tick();
            size.carriers(0);
        }
    }

    @Test
    void someAreToSpareWhateverIsInUse() {
        assertThat(size.carriers(0)).isEqualTo(16);
        assertThat(size.carriers(40)).isEqualTo(56);
    }

    @Test
    void neverMoreThanTheMost() {
        assertThat(size.carriers(95)).isEqualTo(100);
    }

    @Test
    void aBurstIsRememberedForHalfAMinuteAndForgottenAfterOne() {
        size.carriers(60);
        seconds(30);
        assertThat(size.carriers(0)).isEqualTo(76);
        seconds(31);
        assertThat(size.carriers(0)).isEqualTo(16);
    }

    @Test
    void whatIsTooMuchGoesWithinAMinute() {
        int surplus = 1_000;
        for (int second = 0; second < 60; second++) {
            surplus -= PoolSize.leaving(surplus);
        }
        assertThat(surplus).isZero();
    }
}
