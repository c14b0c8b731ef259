package dev.braid.lab.demo;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM: the main thread hears of it at its next wait, and the process stays until that has cleaned up. */
final class Stop {
    private static final long CLEANUP_LIMIT_S = 30;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch cleaned = new CountDownLatch(1);

    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::askAndWait, "stop"));
        return stop;
    }

    private void askAndWait() {
        asked.countDown();
        try {
            cleaned.await(CLEANUP_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Everything is closed: the process may end. */
    void cleaned() {
        cleaned.countDown();
    }

    /** On the clock of {@link System#nanoTime}. */
    void sleepUntil(long timeNs) throws IOException {
        sleep(timeNs - System.nanoTime());
    }

    void sleep(long ns) throws IOException {
        try {
            if (asked.await(Math.max(0, ns), TimeUnit.NANOSECONDS)) {
                throw new IOException("broken off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
