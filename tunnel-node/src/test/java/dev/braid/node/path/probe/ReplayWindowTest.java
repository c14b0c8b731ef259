package dev.braid.node.path.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow(64);

    @Test
    void takesEachOnceInAnyOrderOfTheLastSixtyFour() {
        assertThat(window.accept(64)).isTrue();
        for (int s = 1; s < 64; s++) {
            assertThat(window.accept(s)).as("%d", s).isTrue();
            assertThat(window.accept(s)).as("%d again", s).isFalse();
        }
        assertThat(window.accept(65)).isTrue();
        assertThat(window.accept(1)).as("too old").isFalse();
    }

    @Test
    void refusesWhatIsNoSequence() {
        assertThat(window.accept(0)).isFalse();
        assertThat(window.accept(-1)).isFalse();
        assertThat(window.accept(Long.MIN_VALUE)).isFalse();
    }

    @Test
    void aLeapForgetsEverythingBefore() {
        window.accept(1);
        assertThat(window.accept(1_000_000)).isTrue();
        assertThat(window.accept(999_990)).isTrue();
        assertThat(window.accept(1)).isFalse();
    }

    @Test
    void nothingIsEverTakenTwice() {
        Random random = new Random(3);
        Set<Long> taken = new HashSet<>();
        long base = 1;
        for (int i = 0; i < 100_000; i++) {
            base += random.nextInt(3);
            long sequence = Math.max(1, base - random.nextInt(100));
            if (window.accept(sequence)) {
                assertThat(taken.add(sequence)).isTrue();
            }
        }
    }
}
