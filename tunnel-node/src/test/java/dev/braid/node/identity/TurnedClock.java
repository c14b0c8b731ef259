package dev.braid.node.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time turned by hand. */
final class TurnedClock implements InstantSource {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void turn(Duration by) {
        now = now.plus(by);
    }
}
