package dev.braid.node.path;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.AtCap;
import dev.braid.node.contract.NodeSpec.Role;
import dev.braid.node.path.Admission.Candidate;
import dev.braid.node.path.Admission.Rank;
import dev.braid.node.path.PathVerdict.Reason;
import dev.braid.node.path.PathVerdict.State;
import dev.braid.node.path.probe.PathProbes;
import dev.braid.node.path.probe.ProbeFigures;
import dev.braid.node.path.probe.ProbePace;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One uplink towards the hub: what is known of it, and what follows. Belongs to the paths' thread. */
final class EdgePath implements AutoCloseable {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** A path without a subflow while others have one is said to be unreachable after this. */
    private static final long MISSING_NS = 4 * SECOND_NS;

    private static final long LOST_LONG_NS = 60 * SECOND_NS;
    private static final long OVERDUE_NS = 3 * SECOND_NS / 10;

    /** What one look at the carriers shows of one path. */
    record Look(AckProgress.Signs acks, boolean established, long movedBytes) {
        static final Look NOTHING = new Look(AckProgress.Signs.NONE, false, 0);
    }

    private final int slot;
    private final PathProbes probes;
    private final InstantSource time;
    private final PathHealth health = new PathHealth();
    private final MptcpPassage passage = new MptcpPassage();
    private final PathLoad load = new PathLoad();
    private final Threshold latency = new Threshold(5 * SECOND_NS, 30 * SECOND_NS);
    private final Threshold loss = new Threshold(10 * SECOND_NS, 30 * SECOND_NS);
    private final Threshold call = new Threshold(3 * SECOND_NS, 30 * SECOND_NS);

    private NodeSpec.Uplink spec;
    private Uplink uplink;
    private boolean disabled;
    private boolean capReached;
    private boolean leftOut;
    private boolean hurts;
    private boolean kept;

    private Look look = Look.NOTHING;
    private ProbeFigures figures = ProbeFigures.NONE;
    private PathVerdict alive = PathVerdict.UP;
    private PathVerdict verdict;
    private Instant since;
    private String detail = "";
    private String harm = "";
    private long missingSinceNs = Long.MIN_VALUE;

    EdgePath(int slot, NodeSpec.Uplink spec, Uplink uplink, PathProbes probes, InstantSource time) {
        this.slot = slot;
        this.spec = spec;
        this.uplink = uplink;
        this.probes = probes;
        this.time = time;
        verdict = uplink.verdict();
        since = time.instant();
    }

    String name() {
        return spec.name();
    }

    int slot() {
        return slot;
    }

    NodeSpec.Uplink spec() {
        return spec;
    }

    void spec(NodeSpec.Uplink changed) {
        spec = changed;
    }

    Uplink uplink() {
        return uplink;
    }

    void uplink(Uplink read) {
        uplink = read;
    }

    PathProbes probes() {
        return probes;
    }

    PathHealth health() {
        return health;
    }

    PathVerdict verdict() {
        return verdict;
    }

    Instant since() {
        return since;
    }

    String detail() {
        return detail;
    }

    /** What was measured of the harm it does to the bond. */
    String harm() {
        return harm;
    }

    ProbeFigures figures() {
        return figures;
    }

    boolean disabled() {
        return disabled;
    }

    void disabled(boolean out) {
        disabled = out;
    }

    void capReached(boolean reached) {
        capReached = reached;
    }

    /** What all paths carry together: more than a person has said, and a standby joins them. */
    void load(double bitsPerSecond, long nowNs) {
        call.turn(bitsPerSecond, (double) spec.limits().standbyAboveBitsPerSecond(), nowNs);
    }

    MptcpPassage passage() {
        return passage;
    }

    /** Whether only plain TCP passes. */
    boolean plain() {
        return passage.isPlain();
    }

    /** Whether connections have to begin here to use it. */
    boolean refusesJoins() {
        return passage.refusesJoins();
    }

    /** Whether nothing at all speaks against what it does now. */
    boolean isWell() {
        return alive.state() == State.UP;
    }

    /** Left out to see what happens, or because it hurts the bond: with what was measured. */
    void trial(boolean out, boolean hurtful, String measured) {
        leftOut = out;
        hurts = hurtful;
        harm = measured;
    }

    /** Its subflows stay though it is lost: no other path lives. */
    void kept(boolean stays) {
        kept = stays;
    }

    boolean isAlive() {
        return alive.state() != State.DOWN;
    }

    /** Whether it lives, and nobody has forbidden its use. */
    boolean mayCarry() {
        return isAlive() && rank() != Rank.NEVER;
    }

    boolean isLoaded(long nowNs) {
        return load.isOn(nowNs);
    }

    /** Takes what there is to be seen now; the verdict follows with {@link #decide}. */
    void look(Look seen, boolean hubAnswers, boolean heardElsewhere, long nowNs) {
        look = seen;
        figures = probes.figures(nowNs);
        load.moved(seen.movedBytes(), nowNs);
        boolean wasAlive = isAlive();
        alive = health.turn(
                new PathHealth.Signs(
                        uplink.verdict().reason(),
                        figures,
                        seen.acks(),
                        isLoaded(nowNs),
                        seen.established(),
                        hubAnswers,
                        heardElsewhere,
                        kept),
                nowNs);
        if (isAlive() != wasAlive) {
            passage.forgetJoins();
            probes.restart(); // what was lost before does not count against it, nor what was answered before for it
        }
        if (isAlive()) {
            NodeSpec.Limits limits = spec.limits();
            latency.turn((double) figures.rttNs(), (double) limits.maxLatencyNs(), nowNs);
            loss.turn(figures.lossRatio(), limits.maxLossRatio(), nowNs);
        }
    }

    /** Whether it would carry, were it not for the harm it may do. */
    boolean isFirstChoice() {
        Rank rank = rank();
        return rank == Rank.FIRST || (rank == Rank.UNWANTED && unwantedBecause() == Reason.HURTS_THE_BOND);
    }

    Candidate candidate() {
        return new Candidate(name(), rank(), spec.cost(), isAlive() && !(leftOut && !hurts), call.isOver());
    }

    private Rank rank() {
        NodeSpec.DataCap cap = spec.dataCap();
        boolean stopped = capReached && cap != null && cap.atCap() == AtCap.STOP;
        if (disabled || spec.role() == Role.NEVER || stopped) {
            return Rank.NEVER;
        }
        if (plain()) {
            return Rank.PLAIN;
        }
        if (unwantedBecause() != null) {
            return Rank.UNWANTED;
        }
        return spec.role() == Role.STANDBY || capReached ? Rank.STANDBY : Rank.FIRST;
    }

    private @Nullable Reason unwantedBecause() {
        if (hurts && leftOut) {
            return Reason.HURTS_THE_BOND;
        }
        return latency.isOver() ? Reason.LATENCY_TOO_HIGH : loss.isOver() ? Reason.LOSS_TOO_HIGH : null;
    }

    /**
     * A change of state or reason.
     *
     * @param text all of it, in a sentence
     */
    record Transition(PathVerdict from, PathVerdict to, String text, String detail, Map<String, Double> figures) {}

    /**
     * What the path is now.
     *
     * @param carrying the names of those that carry
     * @param connected whether any path of this tunnel has a subflow
     * @return null when nothing has changed
     */
    @Nullable
    Transition decide(Set<String> carrying, boolean connected, long nowNs) {
        PathVerdict now = judge(carrying.contains(name()), connected, nowNs);
        if (now.equals(verdict)) {
            return null;
        }
        PathVerdict before = verdict;
        Instant beforeSince = since;
        verdict = now;
        since = time.instant();
        PathWords words = new PathWords(look.acks(), figures, since);
        boolean moved = isLoaded(nowNs) && carrying.stream().anyMatch(other -> !other.equals(name()));
        detail = words.describe(this, now, moved);
        String text = PathWords.sentence(name(), before, Duration.between(beforeSince, since), now, detail);
        return new Transition(before, now, text, detail, words.evidence());
    }

    private PathVerdict judge(boolean admitted, boolean connected, long nowNs) {
        Rank rank = rank();
        if (rank == Rank.NEVER) {
            boolean byChoice = disabled || spec.role() == Role.NEVER;
            return PathVerdict.down(byChoice ? Reason.DISABLED : Reason.DATA_CAP);
        }
        if (!isAlive()) {
            return alive;
        }
        boolean missing = admitted && connected && !look.established() && !plain();
        if (!missing) {
            missingSinceNs = Long.MIN_VALUE;
        } else if (missingSinceNs == Long.MIN_VALUE) {
            missingSinceNs = nowNs;
        }
        return switch (rank) {
            case PLAIN -> lastResort(admitted, Reason.MPTCP_STRIPPED);
            case UNWANTED -> lastResort(admitted, Objects.requireNonNull(unwantedBecause()));
            case STANDBY -> admitted ? alive : PathVerdict.standby(capReached ? Reason.DATA_CAP : null);
            default -> first(missing, nowNs);
        };
    }

    private PathVerdict first(boolean missing, long nowNs) {
        if (refusesJoins() && isWell()) {
            return missing
                    ? PathVerdict.down(Reason.MPTCP_STRIPPED)
                    : new PathVerdict(State.SUSPECT, Reason.MPTCP_STRIPPED);
        }
        return missing && nowNs - missingSinceNs > MISSING_NS ? PathVerdict.down(Reason.HUB_UNREACHABLE) : alive;
    }

    /** Used because nothing better is left, with what speaks against it. */
    private static PathVerdict lastResort(boolean admitted, Reason reason) {
        return admitted ? new PathVerdict(State.SUSPECT, reason) : PathVerdict.down(reason);
    }

    /** Whether it should have a subflow and has none. */
    boolean isMissing(long forNs, long nowNs) {
        return missingSinceNs != Long.MIN_VALUE && nowNs - missingSinceNs >= forNs;
    }

    /** When it should be probed again. */
    long probeIntervalNs(long nowNs) {
        ProbePace.Need need;
        if (health.isLost()) {
            need = figures.answeredInRow() > 0 && figures.unanswered() < 4
                    ? ProbePace.Need.DOUBTFUL
                    : health.phaseForNs(nowNs) > LOST_LONG_NS ? ProbePace.Need.LOST_LONG_AGO : ProbePace.Need.LOST;
        } else if (alive.state() == State.SUSPECT || isOverdue()) {
            need = ProbePace.Need.DOUBTFUL;
        } else {
            need = isLoaded(nowNs) ? ProbePace.Need.LOADED : ProbePace.Need.IDLE;
        }
        boolean sparing =
                spec.role() == Role.STANDBY && spec.cost() == NodeSpec.Cost.FLAT && need != ProbePace.Need.LOADED;
        return ProbePace.intervalNs(need, sparing ? NodeSpec.Cost.METERED : spec.cost());
    }

    /** Whether what is sent by UDP here arrives, as far as can be told. */
    boolean answersProbes() {
        return figures.isUsable() && !isLate();
    }

    private boolean isLate() {
        return figures.isUsable() && figures.waitingNs() > figures.patienceNs() + OVERDUE_NS;
    }

    /** An answer that is long overdue is worth a second question now: an idle path's next would be a second later. */
    private boolean isOverdue() {
        return figures.unanswered() > 1 || isLate();
    }

    PathReport report(PathTraffic.Figures traffic, @Nullable DataUsage usage) {
        return PathReport.of(
                name(),
                verdict,
                traffic,
                new PathReport.Edge(
                        spec.role(), spec.cost(), uplink.interfaceName(), detail, since, figures, usage, disabled));
    }

    Set<InetAddress> addresses() {
        return Set.copyOf(uplink.addresses());
    }

    @Override
    public void close() {
        probes.close();
    }
}
