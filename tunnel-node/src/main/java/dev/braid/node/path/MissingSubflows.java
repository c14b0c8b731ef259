package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.mptcp.Subflow;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The kernel tries a subflow once and never again. This sees which are missing, and says what brings them back: the address added
 * again when no carrier has it, a fresh carrier when only some lack it; ever more slowly while that does not help.
 */
final class MissingSubflows {
    sealed interface Act {
        record Nothing() implements Act {}

        record Renew() implements Act {}

        record Replace(Carrier carrier) implements Act {}
    }

    private static final Act NOTHING = new Act.Nothing();
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long MAX_WAIT_NS = TimeUnit.SECONDS.toNanos(60);

    /** An address that lacks subflows: since when, and how long to wait before the next attempt. */
    private record Lack(long sinceNs, long waitNs) {}

    private final Map<InetAddress, Lack> lacks = new HashMap<>();

    /** To be asked about once a second for every address that should have a subflow on every carrier. */
    Act judge(InetAddress address, Map<Carrier, List<Subflow>> byCarrier, long nowNs) {
        List<Carrier> without = byCarrier.entrySet().stream()
                .filter(e -> couldHave(e.getKey(), e.getValue(), address) && !has(e.getValue(), address))
                .map(Map.Entry::getKey)
                .toList();
        if (without.isEmpty()) {
            lacks.remove(address);
            return NOTHING;
        }
        Lack lack = lacks.computeIfAbsent(address, _ -> new Lack(nowNs, PATIENCE_NS));
        if (nowNs - lack.sinceNs() < lack.waitNs()) {
            return NOTHING;
        }
        lacks.put(address, new Lack(nowNs, Math.min(MAX_WAIT_NS, lack.waitNs() * 2)));
        boolean someHave = byCarrier.values().stream().anyMatch(subflows -> has(subflows, address));
        return someHave ? new Act.Replace(without.getFirst()) : new Act.Renew();
    }

    /** A carrier that fell back to plain TCP keeps its one path, and a hub's address is of one family. */
    private static boolean couldHave(Carrier carrier, List<Subflow> subflows, InetAddress address) {
        return !carrier.isPlainTcp()
                && subflows.stream()
                        .anyMatch(
                                s -> s.local().getAddress() instanceof Inet6Address == address instanceof Inet6Address);
    }

    private static boolean has(List<Subflow> subflows, InetAddress address) {
        return subflows.stream()
                .anyMatch(s -> s.isEstablished() && s.local().getAddress().equals(address));
    }
}
