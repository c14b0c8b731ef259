package dev.braid.node.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20);

    @Test
    void doublesToFiveSecondsAndShortensByHalfAtMost() {
        long[] full = {200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000};
        for (int round = 0; round < 200; round++) {
            Backoff backoff = new Backoff(random);
            for (long ms : full) {
                assertThat(backoff.nextMs()).isBetween(ms / 2, ms);
            }
        }
    }

    @Test
    void keepsToABoundOfItsOwn() {
        Backoff backoff = new Backoff(random, 1_000);
        for (long ms : new long[] {200, 400, 800, 1_000, 1_000}) {
            assertThat(backoff.nextMs()).isBetween(ms / 2, ms);
        }
    }

    @Test
    void staysInBoundsForEver() {
        Backoff backoff = new Backoff(random);
        for (int i = 0; i < 10_000; i++) {
            assertThat(backoff.nextMs()).isBetween(100L, 5_000L);
        }
        backoff.reset();
        assertThat(backoff.nextMs()).isBetween(100L, 200L);
    }
}
