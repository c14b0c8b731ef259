package dev.braid.node.path;

import dev.braid.node.path.Admission.Rank;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which endpoints there should be. A path that died leaves at once, so that what it had under way is sent again elsewhere. One that is only
 * not wanted any more is drained first.
 *
 * <p>When nothing lives, what is there stays, an address too that its interface has lost: to take the last subflow from a connection gains
 * nothing, and the kernel goes on trying by itself, ever more slowly. So what comes back is given fresh subflows at once. Only what must not be
 * used goes all the same.
 */
final class EndpointPlan {
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(2);

    private final Endpoints endpoints;
    private final Map<InetAddress, Long> drainingSinceNs = new HashMap<>();
    /** Whose each endpoint's address is, or was. */
    private final Map<InetAddress, String> owners = new HashMap<>();

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
        boolean anyLives = paths.stream().anyMatch(p -> admitted.contains(p.name()) && !p.plain());
        Map<InetAddress, Integer> wanted = new LinkedHashMap<>();
        Set<InetAddress> draining = new HashSet<>();
        for (EdgePath path : paths) {
            for (InetAddress address : path.addresses()) {
                if (isWanted(path, admitted)) {
                    wanted.put(address, path.uplink().ifindex());
                } else if (path.isAlive() && endpoints.has(address) && isDraining(address, looks, nowNs)) {
                    wanted.put(address, path.uplink().ifindex());
                    draining.add(address);
                }
                owners.put(address, path.name());
            }
        }
        drainingSinceNs.keySet().retainAll(draining);
        paths.forEach(path -> path.kept(!anyLives && keep(path, wanted)));
        endpoints.follow(wanted);
        Set<InetAddress> there = Set.copyOf(before.values());
        if (anyLives) {
            renew(trials, there);
        }
        renew(returned, there);
        owners.keySet().retainAll(endpoints.ids().values());
        return !endpoints.ids().equals(before);
    }

    /** Whether there is anything of the path to be kept. */
    private boolean keep(EdgePath path, Map<InetAddress, Integer> wanted) {
        if (path.candidate().rank() == Rank.NEVER) {
            return false;
        }
        boolean any = false;
        for (Map.Entry<InetAddress, Integer> there : endpoints.interfaces().entrySet()) {
            if (path.name().equals(owners.get(there.getKey()))) {
                wanted.putIfAbsent(there.getKey(), there.getValue());
                any = true;
            }
        }
        return any;
    }

    private static boolean isWanted(EdgePath path, Set<String> admitted) {
        boolean onTrial =
                !path.isAlive() && path.health().connects() && path.candidate().rank() == Rank.FIRST;
        return !path.plain() && (admitted.contains(path.name()) || onTrial);
    }

    /** A subflow that was there before the path went is of no use any more. */
    private void renew(Set<EdgePath> paths, Set<InetAddress> there) {
        for (EdgePath path : paths) {
            if (!path.health().cameBackWithGoodSubflows()) {
                path.addresses().stream().filter(there::contains).forEach(endpoints::renew);
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
