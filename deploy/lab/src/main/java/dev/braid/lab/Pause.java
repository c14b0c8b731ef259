package dev.braid.lab;

import java.io.IOException;
import java.time.Duration;

/** Between two looks at a condition, or between two seconds of a picture. */
public final class Pause {
    private Pause() {}

    public static void of(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Until {@link System#nanoTime} is {@code timeNs}; at once when it has passed. */
    public static void until(long timeNs) throws IOException {
        of(Duration.ofNanos(Math.max(0, timeNs - System.nanoTime())));
    }
}
