package dev.braid.node.tunnel;

import java.util.random.RandomGenerator;

/** Waits between attempts: 200 ms, doubling to a bound, each shortened by up to half at random so that edges do not come in waves. */
final class Backoff {
    private static final long FIRST_MS = 200;
    private static final long MAX_MS = 5_000;

    private final RandomGenerator random;
    private final long maxMs;
    private int failures;

    /** To 5 s. */
    Backoff(RandomGenerator random) {
        this(random, MAX_MS);
    }

    Backoff(RandomGenerator random, long maxMs) {
        this.random = random;
        this.maxMs = maxMs;
    }

    long nextMs() {
        long full = Math.min(maxMs, FIRST_MS << Math.min(failures, 10));
        failures++;
        return full - random.nextLong(full / 2 + 1);
    }

    void reset() {
        failures = 0;
    }
}
