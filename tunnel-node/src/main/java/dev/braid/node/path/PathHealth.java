package dev.braid.node.path;

import dev.braid.node.path.PathVerdict.Reason;
import dev.braid.node.path.probe.ProbeFigures;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a path lives, from what its link, its probes and its subflows say. Whether a living path is used is decided elsewhere.
 *
 * <pre>
 *            evidence                 more of it
 *     up --------------> suspect ---------------------> down(probes lost | no ack progress)
 *     ^ ^                   |                              |
 *     | +-- an answer ------+                              | 3 answers in a row, and no silence for as long as damping asks: down(flapping)
 *     |                                                    | or, when probes say nothing: a subflow that hears of the hub, on trial
 *     |                                                    | or kept because there is no other
 *     +----------------------------------------------------+
 *     any --link goes--> down(no carrier | no address | no route) --link is back--> up, or down(flapping) for a while
 * </pre>
 *
 * <p>Acknowledgements and probes check each other. Data that nobody acknowledges is evidence enough; with silent probes beside it half
 * the patience will do. Silent probes are evidence while nothing else is heard: a full queue delays them, but its acknowledgements go on.
 * Where a stream from the hub has stopped at the same time, and goes on elsewhere, they are believed as soon. A hub that has never answered
 * a probe may not hear them, so their silence means nothing then.
 *
 * <p>Turned by a clock that is passed in; not thread-safe.
 */
final class PathHealth {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int ANSWERS_TO_RETURN = 3;
    private static final int PROBES_TO_LOSE = 4;
    private static final long QUICK_SILENCE_NS = 80 * MS;
    private static final long LOADED_SILENCE_NS = 300 * MS;
    private static final long IDLE_SILENCE_NS = 1_000 * MS;
    /** When probes are answered and data is not: something is against TCP, and that is not judged in haste. */
    private static final long CONTRADICTION_NS = 500 * MS;

    /** After a shorter silence subflows that were kept go on by themselves about as soon as fresh ones would. */
    private static final long SHORT_LOSS_NS = 1_000 * MS;

    private static final long FIRST_TRIAL_NS = 1_000 * MS;
    private static final long MAX_TRIAL_NS = 60_000 * MS;

    /**
     * Everything that is known at one moment.
     *
     * @param link null when it is in order
     * @param loaded whether the path carries traffic
     * @param established whether a subflow is up
     * @param hubAnswers whether it answers probes at all, on whichever path
     * @param heardElsewhere whether the hub's data comes by another path this very moment
     * @param kept whether its subflows are left where they are though it is lost, because no other path lives
     */
    record Signs(
            @Nullable Reason link,
            ProbeFigures probes,
            AckProgress.Signs acks,
            boolean loaded,
            boolean established,
            boolean hubAnswers,
            boolean heardElsewhere,
            boolean kept) {}

    private enum Phase {
        WELL,
        /** The link is back, or was never seen. */
        RETURNING,
        LOST,
        NO_LINK
    }

    private final FlapDamping damping = new FlapDamping();
    /** Nothing speaks against it yet. */
    private Phase phase = Phase.WELL;

    private Reason cause = Reason.NO_CARRIER;
    private long phaseSinceNs;
    private boolean onlyTcpFails;
    private boolean probesAreDeaf;
    /** Whether a lost path's probes are answered again, and since when. */
    private boolean answers;

    private long answersSinceNs;
    private boolean onTrial;
    private long trialSinceNs;
    private long trialWaitNs;
    private boolean trialStarts;
    private boolean cameBackWithGoodSubflows;

    PathVerdict turn(Signs signs, long nowNs) {
        trialStarts = false;
        if (signs.link() != null) {
            leave(Phase.NO_LINK, signs.link(), nowNs);
            return PathVerdict.down(signs.link());
        }
        if (signs.probes().unanswered() == 0) {
            probesAreDeaf = false;
        }
        return switch (phase) {
            case WELL -> well(signs, nowNs);
            case LOST -> lost(signs, nowNs);
            case NO_LINK -> {
                enter(Phase.RETURNING, nowNs);
                yield returning(nowNs);
            }
            case RETURNING -> returning(nowNs);
        };
    }

    /** Whether its endpoint should be there: it lives, or is given a trial. */
    boolean connects() {
        return phase == Phase.WELL || onTrial;
    }

    /** Whether this turn begins a trial: a fresh endpoint is wanted. */
    boolean trialStarts() {
        return trialStarts;
    }

    boolean isLost() {
        return phase == Phase.LOST;
    }

    /** Whether the last return was proven by a subflow that needs no replacement. */
    boolean cameBackWithGoodSubflows() {
        return cameBackWithGoodSubflows && phase == Phase.WELL;
    }

    long phaseForNs(long nowNs) {
        return nowNs - phaseSinceNs;
    }

    int flaps() {
        return damping.flaps();
    }

    /** What damping asks for, in words; "" when nothing. */
    String condition() {
        return damping.holdNs() == 0
                ? ""
                : "went down %d times soon after its return; has to stay well for %.0f s"
                        .formatted(damping.flaps() + 1, damping.holdNs() / 1e9);
    }

    private PathVerdict well(Signs signs, long nowNs) {
        Reason dead = deadBecause(signs);
        if (dead == null) {
            return isDoubtful(signs) ? PathVerdict.SUSPECT : PathVerdict.UP;
        }
        onlyTcpFails = dead == Reason.NO_ACK_PROGRESS && canTrust(signs) && !areSilent(signs.probes());
        leave(Phase.LOST, dead, nowNs);
        trialSinceNs = nowNs;
        // Probes say sooner than a trial when the path is back; without them a trial is all there is.
        trialWaitNs = canTrust(signs) && !onlyTcpFails ? 10 * FIRST_TRIAL_NS : FIRST_TRIAL_NS;
        return PathVerdict.down(dead);
    }

    private PathVerdict lost(Signs signs, long nowNs) {
        ProbeFigures probes = signs.probes();
        listen(probes, nowNs);
        boolean answered = !onlyTcpFails && answers;
        if (answered && nowNs - answersSinceNs >= damping.holdNs()) {
            cameBackWithGoodSubflows = false;
            return comeBack(nowNs);
        }
        if (!onlyTcpFails && probes.answeredInRow() > 0 && damping.holdNs() > 0 && !signs.kept()) {
            // They say how well it does; a trial would let it in before its time.
            onTrial = false;
            trialSinceNs = nowNs;
            return PathVerdict.down(answered ? Reason.FLAPPING : cause);
        }
        long lostForNs = nowNs - phaseSinceNs;
        if (hears(signs, nowNs) && damping.holdNs() <= lostForNs) {
            probesAreDeaf = !answered && !onlyTcpFails;
            cameBackWithGoodSubflows = onTrial || lostForNs < SHORT_LOSS_NS;
            return comeBack(nowNs);
        }
        if (nowNs - trialSinceNs >= trialWaitNs && !answered && !signs.kept()) {
            onTrial = true;
            trialStarts = true;
            trialSinceNs = nowNs;
            trialWaitNs = Math.min(MAX_TRIAL_NS, 2 * trialWaitNs);
        }
        return PathVerdict.down(answered ? Reason.FLAPPING : cause);
    }

    /** A path that loses a probe now and then is well enough; one that falls silent is not. */
    private void listen(ProbeFigures probes, long nowNs) {
        if (probes.unanswered() >= PROBES_TO_LOSE && probes.waitingNs() > probes.patienceNs() + LOADED_SILENCE_NS) {
            answers = false;
            answersSinceNs = nowNs;
        } else if (!answers && probes.answeredInRow() >= ANSWERS_TO_RETURN) {
            answers = true;
            answersSinceNs = Math.max(answersSinceNs, nowNs - probes.answeredForNs());
        }
    }

    /** Whether a subflow has got an acknowledgement since it was put on trial, or since the path was lost. */
    private boolean hears(Signs signs, long nowNs) {
        long sinceNs = onTrial ? trialSinceNs : phaseSinceNs;
        return signs.established() && signs.acks().lastAckNs() < nowNs - sinceNs;
    }

    private PathVerdict returning(long nowNs) {
        return nowNs - phaseSinceNs >= damping.holdNs() ? comeBack(nowNs) : PathVerdict.down(Reason.FLAPPING);
    }

    private PathVerdict comeBack(long nowNs) {
        damping.returned(nowNs);
        onTrial = false;
        enter(Phase.WELL, nowNs);
        return PathVerdict.UP;
    }

    private void leave(Phase to, Reason why, long nowNs) {
        if (phase == Phase.WELL) {
            damping.left(nowNs);
        }
        onTrial = false;
        answers = false;
        answersSinceNs = nowNs;
        cause = why;
        if (phase != to) {
            enter(to, nowNs);
        }
    }

    private void enter(Phase to, long nowNs) {
        phase = to;
        phaseSinceNs = nowNs;
    }

    private @Nullable Reason deadBecause(Signs signs) {
        AckProgress.Signs acks = signs.acks();
        ProbeFigures probes = signs.probes();
        boolean trusted = canTrust(signs);
        boolean probesSilent = areSilent(probes);
        if (acks.silent() && (probesSilent || !trusted || acks.silentNs() > CONTRADICTION_NS + probes.patienceNs())) {
            return Reason.NO_ACK_PROGRESS;
        }
        if (acks.doubtful() && probesSilent && trusted) {
            return Reason.NO_ACK_PROGRESS;
        }
        if (probesSilent && trusted && signs.heardElsewhere() && hasStreamStopped(acks, probes)) {
            return Reason.PROBES_LOST;
        }
        long patienceNs = probes.patienceNs() + (signs.loaded() ? LOADED_SILENCE_NS : IDLE_SILENCE_NS);
        boolean lost = trusted && probes.unanswered() >= PROBES_TO_LOSE && probes.waitingNs() > patienceNs;
        // Not compared with the time that the probes wait: the last acknowledgement may have come just behind the first
        // of them.
        return lost && acks.lastAckNs() > patienceNs ? Reason.PROBES_LOST : null;
    }

    /** With the probes, that is; one that ended before they fell silent says nothing. */
    private static boolean hasStreamStopped(AckProgress.Signs acks, ProbeFigures probes) {
        return acks.streamed()
                && acks.lastDataNs() > quickSilenceNs(probes)
                && acks.lastDataNs() < probes.waitingNs() + probes.patienceNs() + QUICK_SILENCE_NS;
    }

    private boolean isDoubtful(Signs signs) {
        return signs.acks().doubtful() || (canTrust(signs) && areSilent(signs.probes()));
    }

    /**
     * Whether silent probes mean a silent path. Where none was ever answered and a subflow is up, something lets TCP pass and keeps our
     * datagrams.
     */
    private boolean canTrust(Signs signs) {
        return !probesAreDeaf && (signs.probes().isUsable() || (signs.hubAnswers() && !signs.established()));
    }

    private static boolean areSilent(ProbeFigures probes) {
        return probes.unanswered() >= 2 && probes.waitingNs() > quickSilenceNs(probes);
    }

    private static long quickSilenceNs(ProbeFigures probes) {
        return Math.max(QUICK_SILENCE_NS, probes.patienceNs() + 30 * MS);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, hold %.1f s", phase, damping.holdNs() / 1e9);
    }
}
