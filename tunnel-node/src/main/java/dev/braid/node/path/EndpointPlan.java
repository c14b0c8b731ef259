package dev.braid.node.path;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which endpoints there should be. A path that died leaves at once, so that what it had under way is sent again elsewhere. One that is only
 * not wanted any more is drained first. When nothing lives, what is there stays: the kernel goes on trying, and there is nothing to gain.
 */
final class EndpointPlan {
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(2);

    private final Endpoints endpoints;
    private final Map<InetAddress, Long> drainingSinceNs = new HashMap<>();

    EndpointPlan(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * @param trials paths that are given a fresh try
     * @param returned paths that have come back
     * @return whether any id is another than before
     */
    boolean follow(
            Collection<EdgePath> paths,
            Set<String> admitted,
            Set<EdgePath> trials,
            Set<EdgePath> returned,
            Map<InetAddress, EdgePath.Look> looks,
            long nowNs) {
        Map<Integer, InetAddress> before = endpoints.ids();
        boolean anyAlive = paths.stream().anyMatch(p -> admitted.contains(p.name()) && !p.plain());
        Set<InetAddress> wanted = new HashSet<>();
        Set<InetAddress> draining = new HashSet<>();
        for (EdgePath path : paths) {
            for (InetAddress address : path.addresses()) {
                if (isWanted(path, admitted) || (!anyAlive && endpoints.has(address))) {
                    wanted.add(address);
                } else if (path.isAlive() && endpoints.has(address) && isDraining(address, looks, nowNs)) {
                    draining.add(address);
                }
            }
        }
        drainingSinceNs.keySet().retainAll(draining);
        wanted.addAll(draining);
        Set<InetAddress> kept = Set.copyOf(before.values());
        List<Uplink> uplinks =
                paths.stream().map(p -> p.uplink().with(wanted::contains)).toList();
        endpoints.follow(uplinks);
        renew(trials, kept);
        renew(returned, kept);
        return !endpoints.ids().equals(before);
    }

    private static boolean isWanted(EdgePath path, Set<String> admitted) {
        boolean onTrial =
                !path.isAlive() && path.health().connects() && path.candidate().rank() == Admission.Rank.FIRST;
        return !path.plain() && (admitted.contains(path.name()) || onTrial);
    }

    /** A subflow that was there before the path went is of no use any more. */
    private void renew(Set<EdgePath> paths, Set<InetAddress> kept) {
        for (EdgePath path : paths) {
            if (!path.health().cameBackByTrial()) {
                path.addresses().stream().filter(kept::contains).forEach(endpoints::renew);
            }
        }
    }

    private boolean isDraining(InetAddress address, Map<InetAddress, EdgePath.Look> looks, long nowNs) {
        Long since = drainingSinceNs.get(address);
        if (since == null) {
            endpoints.drain(address);
            drainingSinceNs.put(address, nowNs);
            return true;
        }
        EdgePath.Look look = looks.get(address);
        boolean empty = look == null || look.acks().unackedPackets() == 0;
        return nowNs - since < DRAIN_NS && !(empty && nowNs - since > DRAIN_NS / 10);
    }
}
