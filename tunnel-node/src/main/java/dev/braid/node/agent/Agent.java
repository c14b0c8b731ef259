package dev.braid.node.agent;

import dev.braid.node.agent.NodeHome.Joined;
import dev.braid.node.contract.SessionMessage.Desired;
import dev.braid.node.contract.SessionMessage.Hints;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent of a joined node: sees to it that it is what it shall be. {@link Reporter} tells what is, and hears of what shall be. */
public final class Agent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    /** While something waits for the machine to be ready for it. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private static final long JOIN_MS = 5_000;

    private final MultiThreadIoEventLoopGroup group;
    private final ControlPlane control;
    private final Reconciler reconciler;
    private final Reporter reporter;
    private final Errands errands;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Semaphore news = new Semaphore(0);
    private final Patience patience = new Patience(ThreadLocalRandom.current());
    private final Thread thread =
            Thread.ofPlatform().name("braid-agent").daemon().unstarted(this::run);
    /** What the control plane said last; 0 for nothing. */
    private volatile long wanted;

    private Agent(NodeHome home, Joined joined, Workload workload, String version, InstantSource time) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("braid-session", true), EpollIoHandler.newFactory());
        List<ControlAddress> addresses =
                joined.addresses().stream().map(ControlAddress::parse).toList();
        Credentials credentials = new Credentials(home, joined, workload, time);
        control = new ControlPlane(addresses, group.next(), credentials::tls, workload::ways);
        Probation probation =
                new Probation(this::askOnTrial, control::hangUp, workload::isCarrying, System::nanoTime, this::pause);
        reconciler = new Reconciler(workload, new SpecStore(home.specs()), probation, time);
        reporter = new Reporter(
                new ControlPlane(addresses, group.next(), credentials::tls, workload::ways),
                credentials,
                reconciler,
                workload,
                home,
                version,
                this::heed);
        errands = new Errands(workload, reporter::tell);
    }

    /** Runs what ran last, and from then on whatever the control plane wants. */
    public static Agent start(NodeHome home, Joined joined, Workload workload, String version) throws IOException {
        home.prepare();
        Agent agent = new Agent(home, joined, workload, version, InstantSource.system());
        try {
            agent.reconciler.start();
        } catch (IOException | RuntimeException e) {
            agent.close();
            throw e;
        }
        agent.thread.start();
        agent.reporter.start();
        return agent;
    }

    /** Something has happened that people want to know now. Any thread. */
    public void hurry() {
        reporter.hurry();
    }

    /** Ends the sessions; what runs goes on until its owner stops it. */
    @Override
    public void close() {
        stop.countDown();
        errands.close();
        reporter.close();
        control.close();
        thread.interrupt();
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void run() {
        try {
            while (stop.getCount() > 0) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // we stop
        }
    }

    private void turn() throws InterruptedException {
        try {
            reconciler.keepUp();
            awaitNews();
            if (isNews()) {
                Desired desired = control.desired(reconciler.known());
                control.hangUp();
                patience.reset();
                if (desired != null) {
                    reconciler.offer(desired);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (stop.getCount() > 0) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("No new specification; what runs goes on");
            }
            pause(patience.next());
        }
    }

    private void awaitNews() throws InterruptedException {
        news.drainPermits();
        if (isNews()) {
            return;
        }
        if (reconciler.isSettled()) {
            news.acquire();
        } else {
            news.tryAcquire(UNSETTLED.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean isNews() {
        long now = wanted;
        return now != 0 && now != reconciler.known();
    }

    /** Any thread. */
    private void heed(Hints hints) {
        hints.commands().forEach(errands::take);
        wanted = hints.revision();
        if (isNews()) {
            news.release();
        }
    }

    private Hints askOnTrial() throws IOException {
        Hints hints = control.report(reporter.report());
        heed(hints);
        return hints;
    }

    private void pause(Duration time) throws InterruptedException {
        if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the agent stops");
        }
    }
}
