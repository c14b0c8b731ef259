package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThresholdTest {
    private final Threshold threshold = new Threshold(5, 30);

    @Test
    void isOverOnlyAfterAWhileAndUnderOnlyAfterLonger() {
        assertThat(threshold.turn(11, 10, 0)).isFalse();
        assertThat(threshold.turn(11, 10, 4)).isFalse();
        assertThat(threshold.turn(11, 10, 5)).isTrue();
        assertThat(threshold.turn(7, 10, 6)).isTrue();
        assertThat(threshold.turn(7, 10, 35)).isTrue();
        assertThat(threshold.turn(7, 10, 36)).isFalse();
    }

    @Test
    void aShortExcessIsForgotten() {
        threshold.turn(11, 10, 0);
        threshold.turn(9, 10, 4);
        assertThat(threshold.turn(11, 10, 6)).isFalse();
        assertThat(threshold.turn(11, 10, 10)).isFalse();
        assertThat(threshold.turn(11, 10, 11)).isTrue();
    }

    @Test
    void justUnderTheBoundIsNotUnder() {
        threshold.turn(11, 10, 0);
        threshold.turn(11, 10, 5);
        assertThat(threshold.turn(9, 10, 100)).isTrue();
        assertThat(threshold.turn(9, 10, 200)).isTrue();
    }

    @Test
    void noBoundIsNeverOver() {
        threshold.turn(1e9, 0, 0);
        assertThat(threshold.turn(1e9, 0, 100)).isFalse();
    }
}
