package dev.braid.node.lane.stream;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many flows a peer may have at once, fairly among the hosts that make them: a host is refused when it has eight times what is
 * still free. So one host alone gets eight ninths, and however greedy it is, something is left for the next. Guarded by its owner.
 */
final class FlowLimit {
    private static final int SHARE = 8;

    private final int max;
    private final Map<InetAddress, Integer> byHost = new HashMap<>();
    private int all;

    FlowLimit(int max) {
        this.max = max;
    }

    boolean admit(InetAddress host) {
        int its = byHost.getOrDefault(host, 0);
        if (its >= SHARE * (max - all)) {
            return false;
        }
        byHost.put(host, its + 1);
        all++;
        return true;
    }

    void leave(InetAddress host) {
        if (byHost.containsKey(host)) {
            byHost.computeIfPresent(host, (_, its) -> its == 1 ? null : its - 1);
            all--;
        }
    }

    int open() {
        return all;
    }
}
