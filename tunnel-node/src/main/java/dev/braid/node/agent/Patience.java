package dev.braid.node.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before asking again: 1 s, doubled each time up to 10 s, each by up to a quarter less, so that nodes do not come in step. */
final class Patience {
    private static final long FIRST_MS = 1_000;
    private static final long MOST_MS = 10_000;

    private final RandomGenerator random;
    private long nextMs = FIRST_MS;

    Patience(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long ms = nextMs - random.nextLong(nextMs / 4);
        nextMs = Math.min(2 * nextMs, MOST_MS);
        return Duration.ofMillis(ms);
    }

    void reset() {
        nextMs = FIRST_MS;
    }
}
