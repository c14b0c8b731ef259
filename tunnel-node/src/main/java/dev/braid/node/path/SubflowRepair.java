package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.mptcp.Subflow;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings back what the kernel does not: a subflow that some carrier lacks, a carrier that has no path left, and MPTCP for a carrier that
 * had to do without. To be asked about every half second.
 *
 * <p>A connection whose last subflow went while its other paths could not be joined hangs until the kernel gives it up
 * (net.mptcp.close_timeout). Nothing adds a subflow to one connection alone, so after some seconds it is ended: its users connect anew. One
 * that had to do without MPTCP cannot leave its path; as long as that lives and may carry, what goes there is let go to its end.
 */
final class SubflowRepair {
    private static final long LONELY_NS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long HOPELESS_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long PLAIN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long AGAIN_NS = TimeUnit.SECONDS.toNanos(5);

    private final MissingSubflows missing = new MissingSubflows();
    /** When each carrier is to be replaced if nothing gets better. */
    private final Map<Carrier, Long> dueNs = new HashMap<>();
    /** Since when each carrier has had no path on which anything goes on. */
    private final Map<Carrier, Long> hopelessSinceNs = new HashMap<>();

    private final Consumer<InetAddress> renew;
    private final Consumer<Carrier> replace;
    private final Consumer<Carrier> giveUp;

    SubflowRepair(Consumer<InetAddress> renew, Consumer<Carrier> replace, Consumer<Carrier> giveUp) {
        this.renew = renew;
        this.replace = replace;
        this.giveUp = giveUp;
    }

    /**
     * Addresses that carriers should use.
     *
     * @param all of the paths that are in use
     * @param plain those of them on which only plain TCP passes
     * @param joinless those of them that take no subflow but a connection's first
     * @param bearable of the paths that live and may carry, in use or not
     */
    record Wanted(Set<InetAddress> all, Set<InetAddress> plain, Set<InetAddress> joinless, Set<InetAddress> bearable) {
        private boolean isAny(Set<InetAddress> of, List<Subflow> subflows) {
            return subflows.stream()
                    .anyMatch(s -> s.isEstablished() && of.contains(s.local().getAddress()));
        }

        private boolean isMptcpPassing() {
            return all.stream().anyMatch(a -> !plain.contains(a));
        }
    }

    void turn(Map<Carrier, List<Subflow>> byCarrier, Wanted wanted, long nowNs) {
        for (InetAddress address : wanted.all()) {
            if (!wanted.plain().contains(address) && !wanted.joinless().contains(address)) {
                restore(address, byCarrier, nowNs);
            }
        }
        dueNs.keySet().retainAll(byCarrier.keySet());
        hopelessSinceNs.keySet().retainAll(byCarrier.keySet());
        byCarrier.forEach((carrier, subflows) -> {
            boolean lonely = !wanted.all().isEmpty() && !wanted.isAny(wanted.all(), subflows);
            boolean poor = wanted.isMptcpPassing() && carrier.isPlainTcp();
            boolean misplaced = !wanted.joinless().isEmpty() && !wanted.isAny(wanted.joinless(), subflows);
            if (lonely || poor || misplaced) {
                replaceWhenDue(carrier, lonely ? LONELY_NS : PLAIN_NS, nowNs);
            } else {
                dueNs.remove(carrier);
            }
            giveUpWhenHopeless(carrier, lonely && !wanted.isAny(wanted.bearable(), subflows), nowNs);
        });
    }

    private void giveUpWhenHopeless(Carrier carrier, boolean hopeless, long nowNs) {
        if (!hopeless) {
            hopelessSinceNs.remove(carrier);
        } else if (nowNs - hopelessSinceNs.computeIfAbsent(carrier, _ -> nowNs) >= HOPELESS_NS) {
            giveUp.accept(carrier);
        }
    }

    private void restore(InetAddress address, Map<Carrier, List<Subflow>> byCarrier, long nowNs) {
        switch (missing.judge(address, byCarrier, nowNs)) {
            case MissingSubflows.Act.Nothing _ -> {}
            case MissingSubflows.Act.Renew _ -> renew.accept(address);
            case MissingSubflows.Act.Replace(Carrier carrier) -> replace.accept(carrier);
        }
    }

    private void replaceWhenDue(Carrier carrier, long patienceNs, long nowNs) {
        long due = dueNs.computeIfAbsent(carrier, _ -> nowNs + patienceNs);
        if (nowNs >= due) {
            dueNs.put(carrier, nowNs + AGAIN_NS);
            replace.accept(carrier);
        }
    }
}
