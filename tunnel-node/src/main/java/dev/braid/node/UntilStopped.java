package dev.braid.node;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is something until SIGTERM or SIGINT, and then takes the time to undo it. */
final class UntilStopped {
    private static final Logger log = LoggerFactory.getLogger(UntilStopped.class);
    private static final long STOP_WAIT_S = 20;

    private UntilStopped() {}

    /** Throws when it cannot start. */
    static void run(String name, String kind, Callable<AutoCloseable> start) throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped), "braid-stop"));
        try (AutoCloseable _ = start.call()) {
            log.atInfo()
                    .addKeyValue("name", name)
                    .addKeyValue("kind", kind)
                    .addKeyValue("version", Version.text())
                    .log("Node is running");
            stop.await();
            log.info("Node stops");
        } finally {
            stopped.countDown();
        }
    }

    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(STOP_WAIT_S, TimeUnit.SECONDS)) {
                log.error("The node did not stop in time; the next start cleans up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
