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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent of a joined node: asks what to be and sees to it. {@link Reporter} tells what is. */
public final class Agent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    private static final Duration POLL = Duration.ofSeconds(25);
    /** While something waits for the machine to be ready for it. */
    private static final Duration POLL_UNSETTLED = Duration.ofSeconds(2);

    private static final long JOIN_MS = 5_000;

    private final MultiThreadIoEventLoopGroup group;
    private final ControlPlane control;
    private final Reconciler reconciler;
    private final Reporter reporter;
    private final Errands errands;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Patience patience = new Patience(ThreadLocalRandom.current());
    private final Thread thread =
            Thread.ofPlatform().name("braid-agent").daemon().unstarted(this::run);
    private boolean reachable = true;
    /** Code of the last answer that was one; empty for silence. */
    private String refusal = "";

    private Agent(NodeHome home, Joined joined, Workload workload, String version, InstantSource time) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("braid-session", true), EpollIoHandler.newFactory());
        List<ControlAddress> addresses =
                joined.addresses().stream().map(ControlAddress::parse).toList();
        Credentials credentials = new Credentials(home, joined, workload, time);
        control = new ControlPlane(addresses, group.next(), credentials::tls, workload::sources);
        Probation probation = new Probation(
                this::askOnTrial, control::reconnect, workload::isCarrying, System::nanoTime, this::pause);
        reconciler = new Reconciler(workload, new SpecStore(home.specs()), probation, time);
        reporter = new Reporter(
                new ControlPlane(addresses, group.next(), credentials::tls, workload::sources),
                credentials,
                reconciler,
                workload,
                home,
                version,
                control::reconnect);
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
            Desired desired = control.desired(reconciler.known(), reconciler.isSettled() ? POLL : POLL_UNSETTLED);
            answered();
            if (desired != null) {
                desired.commands().forEach(errands::take);
                reconciler.offer(desired);
            }
        } catch (IOException | RuntimeException e) {
            silent(e);
            pause(patience.next());
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

    private Hints askOnTrial() throws IOException {
        return control.report(reporter.report());
    }

    private void pause(Duration time) throws InterruptedException {
        if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the agent stops");
        }
    }
}
