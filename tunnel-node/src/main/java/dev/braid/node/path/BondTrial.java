package dev.braid.node.path;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path that does harm: with which all links together are slower than without. It is measured, by leaving the path out for a moment and
 * letting it in again, all while the load is steady:
 *
 * <pre>
 *   steady load over the same paths for 15 s, one that is twice as slow as the best or loses much, and another that has room
 *      (or 5 min of steady load)
 *      -> with (2 s) -> without (2 s) -> with again (2 s):  three times in a row without is 5 % faster than either -> it hurts, out for a minute
 *                                                           else it is asked again after 2 min, 4 min ... an hour
 *   out, minute over, load steady -> without (2 s) -> with (2 s): with is as fast -> in again;  else out for twice as long, an hour at most
 * </pre>
 *
 * <p>A path that does harm keeps the others from what they could carry. Where they are full, which a standing queue shows, there is little to
 * find, and a look costs what the path carries for three seconds; so it is put off.
 *
 * <p>Each step begins with a second that is not counted, in which queues drain and windows grow. When the load ends on the way nothing is concluded.
 * Turned by a clock that is passed in; not thread-safe.
 */
final class BondTrial {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STEADY_NS = 15 * SECOND_NS;
    private static final long LONG_NS = 300 * SECOND_NS;
    private static final long SETTLE_NS = SECOND_NS;
    private static final long MEASURE_NS = 2 * SECOND_NS;
    private static final long FIRST_OUT_NS = 60 * SECOND_NS;
    private static final long FIRST_GAP_NS = 120 * SECOND_NS;
    private static final long MAX_WAIT_NS = 3_600 * SECOND_NS;
    private static final double HARM = 1.05;
    /** In a row: once or twice may be chance, on a machine that is busy with other things. */
    private static final int HARMS = 3;

    private static final double AS_FAST = 0.98;
    private static final double LEAST_BITS_PER_SECOND = 2e6;
    /** Load that falls under this part of what it was has ended. */
    private static final double ENDED = 0.3;

    private static final double RTT_FACTOR = 2;
    private static final double MUCH_LOSS = 0.01;
    private static final double MOSTLY = 0.5;

    /**
     * A path of the first rank that lives.
     *
     * @param rttNs without queues
     * @param full whether a queue stands in it now
     */
    record Member(String name, long rttNs, double lossRatio, boolean full) {}

    private enum Step {
        WATCH,
        WITH,
        WITHOUT,
        AGAIN
    }

    private static final class Finding {
        boolean out;
        /** How much of the last seconds a queue stood in it, 0 to 1. */
        double full;

        int harms;
        long waitNs;
        long untilNs = Long.MIN_VALUE;
    }

    private final Map<String, Finding> findings = new HashMap<>();
    private Step step = Step.WATCH;
    private @Nullable String subject;
    private long stepSinceNs;
    private long steadySinceNs = Long.MIN_VALUE;
    private Set<String> among = Set.of();
    private double usual;
    private double sum;
    private int samples;
    private double with;
    private double without;

    /** Whether the path is to be left out now: because it hurts, or to see what happens. */
    boolean isLeftOut(String path) {
        Finding finding = findings.get(path);
        boolean inTrial = path.equals(subject);
        return inTrial ? step == Step.WITHOUT : finding != null && finding.out;
    }

    /** Whether it has been found to hurt; a look at it does not change that. */
    boolean hurts(String path) {
        Finding finding = findings.get(path);
        return finding != null && finding.out;
    }

    /** The two figures that the last verdict came from, bits per second. */
    double with() {
        return with;
    }

    double without() {
        return without;
    }

    /**
     * One sample, twice a second.
     *
     * @param bitsPerSecond what all paths together have carried since the last one, in the busier direction
     * @param members all that live and could carry, those that are left out too
     */
    void turn(double bitsPerSecond, List<Member> members, long nowNs) {
        if (bitsPerSecond < Math.max(LEAST_BITS_PER_SECOND, ENDED * usual)) {
            usual = bitsPerSecond;
            steadySinceNs = Long.MIN_VALUE;
            abandon();
            return;
        }
        usual += (bitsPerSecond - usual) / 8;
        Set<String> living = members.stream().map(Member::name).collect(Collectors.toSet());
        if (steadySinceNs == Long.MIN_VALUE || !living.equals(among)) {
            among = living;
            steadySinceNs = nowNs; // one that is just back has yet to grow into its rate
            abandon();
        }
        if (step == Step.WATCH) {
            for (Member member : members) {
                Finding finding = findings.computeIfAbsent(member.name(), _ -> new Finding());
                finding.full += ((member.full() ? 1 : 0) - finding.full) / 8;
            }
            choose(members, nowNs);
        } else if (nowNs - stepSinceNs >= SETTLE_NS) {
            sum += bitsPerSecond;
            samples++;
            if (nowNs - stepSinceNs >= SETTLE_NS + MEASURE_NS) {
                next(sum / samples, nowNs);
            }
        }
    }

    private void choose(List<Member> members, long nowNs) {
        if (members.size() < 2 || nowNs - steadySinceNs < STEADY_NS) {
            return;
        }
        long bestNs = members.stream()
                .mapToLong(Member::rttNs)
                .filter(r -> r > 0)
                .min()
                .orElse(0);
        for (Member member : members) {
            Finding finding = Objects.requireNonNull(findings.get(member.name()));
            boolean due = finding.untilNs == Long.MIN_VALUE || nowNs >= finding.untilNs;
            boolean odd = member.rttNs() >= RTT_FACTOR * bestNs || member.lossRatio() >= MUCH_LOSS;
            boolean worthIt = nowNs - steadySinceNs >= LONG_NS
                    || members.stream().anyMatch(m -> !m.name().equals(member.name()) && hasRoom(m));
            if (due && (finding.out || (odd && worthIt))) {
                subject = member.name();
                enter(finding.out ? Step.WITHOUT : Step.WITH, nowNs);
                return;
            }
        }
    }

    private boolean hasRoom(Member member) {
        return Objects.requireNonNull(findings.get(member.name())).full < MOSTLY;
    }

    private void next(double mean, long nowNs) {
        switch (step) {
            case WITH -> {
                with = mean;
                enter(Step.WITHOUT, nowNs);
            }
            case WITHOUT -> {
                without = mean;
                enter(Step.AGAIN, nowNs);
            }
            default -> conclude(mean, nowNs);
        }
    }

    private void conclude(double again, long nowNs) {
        Finding finding = Objects.requireNonNull(findings.get(subject));
        if (finding.out) {
            with = again;
            release(finding, again >= AS_FAST * without, nowNs);
            return;
        }
        with = Math.max(with, again);
        finding.harms = without > HARM * with ? finding.harms + 1 : 0;
        if (finding.harms > 0 && finding.harms < HARMS) {
            with = again;
            enter(Step.WITHOUT, nowNs);
            return;
        }
        finding.out = finding.harms == HARMS;
        finding.harms = 0;
        finding.waitNs = finding.out ? FIRST_OUT_NS : Math.clamp(2 * finding.waitNs, FIRST_GAP_NS, MAX_WAIT_NS);
        finding.untilNs = nowNs + finding.waitNs;
        abandon();
    }

    private void release(Finding finding, boolean harmless, long nowNs) {
        finding.out = !harmless;
        finding.waitNs = harmless ? FIRST_GAP_NS : Math.min(MAX_WAIT_NS, 2 * finding.waitNs);
        finding.untilNs = nowNs + finding.waitNs;
        abandon();
    }

    private void enter(Step to, long nowNs) {
        step = to;
        stepSinceNs = nowNs;
        sum = 0;
        samples = 0;
    }

    private void abandon() {
        step = Step.WATCH;
        subject = null;
    }
}
