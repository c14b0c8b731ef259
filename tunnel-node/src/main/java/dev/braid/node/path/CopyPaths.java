package dev.braid.node.path;

import dev.braid.node.contract.NodeSpec.Cost;
import dev.braid.node.path.probe.PathProbes;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The paths on which light packets leave, the same on each: the two quickest of those that carry and answer probes. Expensive ones are left out
 * when there is any other.
 */
final class CopyPaths {
    private static final int COPIES = 2;

    private volatile List<PathProbes> chosen = List.of();

    /** Whether others are chosen than before. Paths' thread. */
    boolean choose(Collection<EdgePath> paths, Set<String> admitted) {
        List<EdgePath> usable = paths.stream()
                .filter(p -> admitted.contains(p.name()) && p.isAlive() && p.answersProbes())
                .sorted(Comparator.comparingLong(p -> p.figures().leastRttNs()))
                .toList();
        List<EdgePath> sparing =
                usable.stream().filter(p -> p.spec().cost() != Cost.EXPENSIVE).toList();
        List<PathProbes> before = chosen;
        chosen = (sparing.isEmpty() ? usable : sparing)
                .stream().limit(COPIES).map(EdgePath::probes).toList();
        return !chosen.equals(before);
    }

    /** By bit, for the hub. Any thread. */
    int bits() {
        return chosen.stream().mapToInt(PathProbes::bit).reduce(0, (a, b) -> a | b);
    }

    /** Sends a datagram on each of them. How many the kernel has taken. Any thread. */
    int carry(byte[] datagram, int lengthBytes) {
        int taken = 0;
        for (PathProbes path : chosen) {
            taken += path.carry(datagram, lengthBytes) ? 1 : 0;
        }
        return taken;
    }
}
