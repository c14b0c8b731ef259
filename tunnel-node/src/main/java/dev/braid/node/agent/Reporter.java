package dev.braid.node.agent;

import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.SessionMessage.Hints;
import dev.braid.node.contract.SessionMessage.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the control plane what is, once a second and when something has happened, and follows the hints it answers with. Whether it answers is
 * logged here.
 */
final class Reporter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reporter.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** However much happens. */
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(200);

    private static final int EVENTS_MAX = 100;
    private static final long RENEWAL_PAUSE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long JOIN_MS = 5_000;

    private final ControlPlane control;
    private final Credentials credentials;
    private final Reconciler reconciler;
    private final Workload workload;
    private final String version;
    private final Consumer<Hints> heed;
    private final CountDownLatch stop = new CountDownLatch(1);
    /** There is something to tell. */
    private final Semaphore news = new Semaphore(0);

    private final Patience patience = new Patience(ThreadLocalRandom.current());
    private final Thread thread =
            Thread.ofPlatform().name("braid-report").daemon().unstarted(this::run);
    private final Queue<Result> results = new ConcurrentLinkedQueue<>();
    private final NodeHome home;
    private volatile long lastEvent;
    private boolean reachable = true;
    /** Code of the last answer that was one; empty for silence. */
    private String refusal = "";

    private long renewalTriedNs = System.nanoTime() - RENEWAL_PAUSE_NS;

    /** @param heed what is not about reports and trust */
    Reporter(
            ControlPlane control,
            Credentials credentials,
            Reconciler reconciler,
            Workload workload,
            NodeHome home,
            String version,
            Consumer<Hints> heed) {
        this.heed = heed;
        this.home = home;
        lastEvent = home.told();
        this.control = control;
        this.credentials = credentials;
        this.reconciler = reconciler;
        this.workload = workload;
        this.version = version;
    }

    void start() {
        thread.start();
    }

    /** As things are now. Any thread. */
    NodeReport report() {
        return new NodeReport(
                version,
                reconciler.reached(),
                reconciler.refusal(),
                reconciler.trial(),
                credentials.listNumber(),
                credentials.notAfter(),
                workload.interfaces(),
                workload.status(),
                workload.eventsAfter(lastEvent, EVENTS_MAX));
    }

    /** Something has happened: the next report does not wait for its second. Any thread. */
    void hurry() {
        news.release();
    }

    /** Sent soon, and until it arrives. Any thread. */
    void tell(Result result) {
        results.add(result);
        hurry();
    }

    @Override
    public void close() {
        stop.countDown();
        control.close();
        thread.interrupt();
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration wait = Duration.ZERO;
            while (!stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                long startNs = System.nanoTime();
                news.drainPermits();
                wait = turn() ? untilThereIsMore(startNs) : patience.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // we stop
        }
    }

    /** Waits for news or the end of the second; answers with what is left of the shortest time between two reports. */
    private Duration untilThereIsMore(long startNs) throws InterruptedException {
        if (!news.tryAcquire(PERIOD.toNanos() - (System.nanoTime() - startNs), TimeUnit.NANOSECONDS)) {
            return Duration.ZERO;
        }
        return SHORTEST_PERIOD.minusNanos(System.nanoTime() - startNs);
    }

    /** Whether the control plane answered. */
    private boolean turn() {
        try {
            NodeReport report = report();
            Hints hints = control.report(report);
            answered();
            List<NodeEvent> told = report.events();
            if (!told.isEmpty() && !hints.eventsRefused()) {
                lastEvent = told.getLast().id();
                home.saveTold(lastEvent);
            }
            heed.accept(hints);
            sendResults();
            follow(hints);
            return true;
        } catch (IOException | RuntimeException e) {
            silent(e);
            return false;
        }
    }

    private void answered() {
        patience.reset();
        refusal = "";
        if (!reachable) {
            reachable = true;
            log.info("The control plane answers again");
        }
    }

    /** Once for each time it goes away, and once for each refusal: it may be away for long, and nothing here depends on it. */
    private void silent(Exception e) {
        String code = e instanceof SessionException refused ? refused.code() : "";
        boolean isNews = reachable || !(code.isEmpty() || code.equals(refusal));
        reachable = false;
        refusal = code;
        if (isNews && stop.getCount() > 0) {
            log.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .addKeyValue("code", code)
                    .log("No session with the control plane; what runs goes on");
        }
    }

    private void sendResults() throws IOException {
        for (Result next = results.peek(); next != null; next = results.peek()) {
            control.result(next);
            results.remove();
        }
    }

    private void follow(Hints hints) throws IOException {
        if (hints.listNumber() != credentials.listNumber()) {
            credentials.refreshTrust(control);
        }
        if (credentials.isRenewalDue() && System.nanoTime() - renewalTriedNs > RENEWAL_PAUSE_NS) {
            renewalTriedNs = System.nanoTime();
            credentials.renew(control, version);
            control.hangUp();
        }
    }
}
