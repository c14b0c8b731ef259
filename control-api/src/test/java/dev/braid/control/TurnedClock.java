package dev.braid.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes as the system's does, and is turned on by hand. */
final class TurnedClock extends Clock {
    private volatile Duration ahead;

    /** @param now what it shows at first */
    TurnedClock(Instant now) {
        ahead = Duration.between(Instant.now(), now);
    }

    void turn(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
