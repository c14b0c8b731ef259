package dev.braid.node.agent;

import dev.braid.node.agent.SpecStore.Revision;
import dev.braid.node.contract.NodeReport.Cause;
import dev.braid.node.contract.NodeReport.Refusal;
import dev.braid.node.contract.NodeReport.Trial;
import dev.braid.node.contract.SessionMessage.Desired;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From what is wanted to what runs; the package documentation has the states. One thread calls; what reports need may be read from any.
 */
final class Reconciler {
    /** How a revision proves itself. */
    interface Proof {
        /**
         * Waits until it has, or until {@code limit} is over.
         *
         * @param carried whether the tunnel was up before it
         */
        Outcome await(Trial trial, Duration limit, boolean carried) throws InterruptedException;
    }

    /** What came of a trial; what was missing last where it did not prove itself. */
    enum Outcome {
        PROVED,
        NO_SESSION,
        NO_PERSON,
        NO_TUNNEL
    }

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final Workload workload;
    private final SpecStore store;
    private final Proof proof;
    private final InstantSource time;
    private volatile @Nullable Revision good;
    /** Not right for this machine as it was when we looked. */
    private @Nullable Desired waiting;

    private volatile boolean running;
    private volatile @Nullable Refusal refusal;
    private volatile @Nullable Trial trial;

    Reconciler(Workload workload, SpecStore store, Proof proof, InstantSource time) {
        this.workload = workload;
        this.store = store;
        this.proof = proof;
        this.time = time;
    }

    /** Of the specification that runs and has proved itself; 0 when none does. */
    long reached() {
        Revision now = good;
        return now == null || !running ? 0 : now.revision();
    }

    @Nullable
    Refusal refusal() {
        return refusal;
    }

    @Nullable
    Trial trial() {
        return trial;
    }

    /** Of the last revision we have an opinion of; any other is news. */
    long known() {
        Refusal last = refusal;
        Revision now = good;
        return last != null ? last.revision() : now == null ? 0 : now.revision();
    }

    /** What ran before this process runs again. */
    void start() throws IOException {
        Revision kept = store.good();
        good = kept;
        Refusal before = store.refusal();
        refusal = before == null || before.cause() == Cause.INVALID ? null : before;
        Revision interrupted = store.trial();
        if (interrupted != null && (kept == null || interrupted.revision() != kept.revision())) {
            refuse(
                    interrupted.revision(),
                    Cause.INTERRUPTED,
                    "the node stopped, or was killed, while revision " + interrupted.revision() + " was on trial");
        }
        if (kept != null) {
            bringGood(kept);
        }
    }

    /** Tries again what could not be done yet: an interface may have come, a port become free. */
    void keepUp() throws IOException, InterruptedException {
        Revision kept = good;
        if (kept != null && !running) {
            bringGood(kept);
        }
        Desired again = waiting;
        if (again != null && workload.check(again.spec()).isEmpty()) {
            offer(again);
        }
    }

    /** Whether there is nothing to try again. */
    boolean isSettled() {
        return waiting == null && (good == null || running);
    }

    /** The control plane wants this. Comes back when it runs and has proved itself, or has gone back. */
    void offer(Desired desired) throws IOException, InterruptedException {
        waiting = null;
        Revision next = new Revision(desired.revision(), desired.spec());
        Revision before = good;
        if (running && before != null && before.spec().equals(next.spec())) {
            keep(next);
            return;
        }
        List<String> problems = workload.check(next.spec());
        if (!problems.isEmpty()) {
            waiting = desired;
            refuse(next.revision(), Cause.INVALID, problems.toArray(String[]::new));
            return;
        }
        tryOut(next, Duration.ofSeconds(desired.trialSeconds()), desired.byPerson());
    }

    private void tryOut(Revision next, Duration limit, boolean byPerson) throws IOException, InterruptedException {
        Trial now = new Trial(next.revision(), time.instant().plus(limit), byPerson);
        store.begin(next);
        trial = now;
        try {
            boolean carried = workload.isCarrying();
            workload.bring(next.spec());
            running = true;
            Outcome outcome = limit.isZero() ? Outcome.PROVED : proof.await(now, limit, carried);
            if (outcome == Outcome.PROVED) {
                keep(next);
            } else {
                goBack(next.revision(), cause(outcome), missing(outcome) + " within " + limit.toSeconds() + " s");
            }
        } catch (IOException e) {
            goBack(next.revision(), Cause.FAILED, String.valueOf(e.getMessage()));
        } finally {
            trial = null;
        }
    }

    private static Cause cause(Outcome outcome) {
        return outcome == Outcome.NO_TUNNEL ? Cause.TUNNEL_DOWN : Cause.NOT_CONFIRMED;
    }

    private static String missing(Outcome outcome) {
        return switch (outcome) {
            case PROVED -> "nothing is missing";
            case NO_SESSION -> "no new session with the control plane came about";
            case NO_PERSON -> "nobody confirmed it";
            case NO_TUNNEL -> "the tunnel, which was up before, did not come up again";
        };
    }

    private void keep(Revision proved) throws IOException {
        store.keep(proved);
        good = proved;
        refusal = null;
        log.atInfo().addKeyValue("revision", proved.revision()).log("Specification is in force");
    }

    /** On disk it is refused before anything is undone: killed here, the next start does not try it either. */
    private void goBack(long revision, Cause cause, String reason) throws IOException {
        refuse(revision, cause, reason);
        Revision before = good;
        if (before == null) {
            workload.stop();
            running = false;
        } else {
            bringGood(before);
        }
    }

    private void refuse(long revision, Cause cause, String... reasons) throws IOException {
        Refusal now = new Refusal(revision, cause, List.of(reasons), time.instant());
        store.refuse(now);
        refusal = now;
        log.atWarn()
                .addKeyValue("revision", revision)
                .addKeyValue("cause", cause)
                .addKeyValue("reasons", now.reasons())
                .log("Specification is not in force");
    }

    private void forgive(long revision) {
        Refusal last = refusal;
        if (last != null && last.revision() == revision) {
            refusal = null;
        }
    }

    /** Also when it no longer fits the machine it once fitted: what still can be done is the reconciliation's to find out. */
    private void bringGood(Revision revision) {
        List<String> problems = workload.check(revision.spec());
        try {
            if (problems.isEmpty()) {
                workload.bring(revision.spec());
                running = true;
                forgive(revision.revision());
                return;
            }
        } catch (IOException e) {
            problems = List.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
        if (running || refusal == null) {
            log.atError()
                    .addKeyValue("revision", revision.revision())
                    .addKeyValue("reasons", problems)
                    .log("The specification that was in force cannot be brought back now; trying on");
        }
        running = false;
        if (refusal == null) {
            refusal = new Refusal(revision.revision(), Cause.FAILED, problems, time.instant());
        }
    }
}
