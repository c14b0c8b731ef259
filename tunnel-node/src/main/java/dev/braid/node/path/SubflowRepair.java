package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.mptcp.MptcpSocket;
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
 */
final class SubflowRepair {
    private static final long LONELY_NS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long PLAIN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long AGAIN_NS = TimeUnit.SECONDS.toNanos(5);

    private final MissingSubflows missing = new MissingSubflows();
    /** When each carrier is to be replaced if nothing gets better. */
    private final Map<Carrier, Long> dueNs = new HashMap<>();

    private final Consumer<InetAddress> renew;
    private final Consumer<Carrier> replace;

    SubflowRepair(Consumer<InetAddress> renew, Consumer<Carrier> replace) {
        this.renew = renew;
        this.replace = replace;
    }

    /**
     * @param wanted addresses of the paths that are in use
     * @param plain those of them on which only plain TCP passes
     */
    void turn(Map<Carrier, List<Subflow>> byCarrier, Set<InetAddress> wanted, Set<InetAddress> plain, long nowNs) {
        for (InetAddress address : wanted) {
            if (!plain.contains(address)) {
                restore(address, byCarrier, nowNs);
            }
        }
        dueNs.keySet().retainAll(byCarrier.keySet());
        boolean mptcpPasses = wanted.stream().anyMatch(a -> !plain.contains(a));
        byCarrier.forEach((carrier, subflows) -> {
            boolean lonely = !wanted.isEmpty()
                    && subflows.stream()
                            .noneMatch(s -> PathTraffic.isEstablished(s)
                                    && wanted.contains(s.local().getAddress()));
            boolean poor = mptcpPasses && !MptcpSocket.isMptcp(carrier.fd());
            if (lonely || poor) {
                replaceWhenDue(carrier, lonely ? LONELY_NS : PLAIN_NS, nowNs);
            } else {
                dueNs.remove(carrier);
            }
        });
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
