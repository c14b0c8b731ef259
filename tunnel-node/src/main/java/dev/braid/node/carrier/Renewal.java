package dev.braid.node.carrier;

import dev.braid.node.mptcp.Subflow;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Says when BBR is to begin anew, so that it need not look for the shortest round trip: when it has seen none shorter for 10 s
 * (bbr_min_rtt_win_sec in net/ipv4/tcp_bbr.c) it sends four segments at a time until 200 ms have passed, on all links at about the same moment, and
 * that second brings a quarter less, or half.
 *
 * <p>What it would find is known where each subflow's round trip has been short since: less than twice the shortest, as BBR holds two round trips'
 * worth and would lose nothing if that had become longer. Where much is sent again it had better find out by itself, and is let.
 *
 * <p>For one thread. Times in nanoseconds.
 */
final class Renewal {
    private static final long LOOK_AFTER_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long DUE_NS = TimeUnit.SECONDS.toNanos(7);
    private static final long TOO_LATE_NS = TimeUnit.MILLISECONDS.toNanos(9_500);
    private static final int FEW_RETRANSMITS = 16;

    /** Either alone may be the same of all: the edge's subflows have one hub, the hub's one port. */
    private record Ends(InetSocketAddress local, InetSocketAddress remote) {
        static Ends of(Subflow subflow) {
            return new Ends(subflow.local(), subflow.remote());
        }
    }

    private final Set<Ends> wereShort = new HashSet<>();
    private boolean looking;
    private long sinceNs;
    private long retransmits;

    /** BBR has begun. */
    void began(long nowNs) {
        sinceNs = nowNs;
        looking = false;
    }

    /** Whether it is to begin now. */
    boolean isDue(List<Subflow> subflows, long nowNs) {
        long forNs = nowNs - sinceNs;
        if (forNs < LOOK_AFTER_NS) {
            return false;
        }
        List<Subflow> up = subflows.stream().filter(Subflow::isEstablished).toList();
        long sentAgain = up.stream().mapToLong(Subflow::retransmits).sum();
        if (!looking) {
            looking = true;
            retransmits = sentAgain;
            wereShort.clear();
        }
        up.stream()
                .filter(s -> s.minRttNs() > 0 && s.rttNs() < 2 * s.minRttNs())
                .forEach(s -> wereShort.add(Ends.of(s)));
        if (forNs >= TOO_LATE_NS) {
            began(nowNs);
            return false;
        }
        return forNs >= DUE_NS
                && !up.isEmpty()
                && Math.abs(sentAgain - retransmits) <= FEW_RETRANSMITS
                && up.stream().allMatch(s -> wereShort.contains(Ends.of(s)));
    }
}
