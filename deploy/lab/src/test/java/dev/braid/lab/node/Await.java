package dev.braid.lab.node;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition with a deadline; a failure tells what was waited for, and what was there instead. */
final class Await {
    private static final long PAUSE_MS = 50;

    private Await() {}

    static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        until(what, limit, condition, () -> "");
    }

    static void until(String what, Duration limit, Callable<Boolean> condition, Callable<String> instead)
            throws Exception {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("not within " + limit + ": " + what + ". " + instead.call());
            }
            Thread.sleep(PAUSE_MS);
        }
    }
}
