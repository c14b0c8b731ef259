package dev.braid.node.lane.stream;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The flows of one event loop: how much memory each may use, and whether it still lives. For that loop only. */
final class LoopFlows {
    /** For bytes between a carrier and its TCP connection, over all flows of the loop. */
    private static final int MEMORY_BYTES = 16 << 20;

    private static final int MIN_SHARE_BYTES = 16 * 1024;
    private static final int MAX_SHARE_BYTES = 256 * 1024;

    private final EventLoop loop;
    private final int index;
    private final Set<Flow> flows = new LinkedHashSet<>();

    LoopFlows(EventLoop loop, int index) {
        this.loop = loop;
        this.index = index;
    }

    EventLoop loop() {
        return loop;
    }

    int index() {
        return index;
    }

    void add(Flow flow) {
        flows.add(flow);
    }

    void remove(Flow flow) {
        flows.remove(flow);
    }

    List<Flow> flows() {
        return new ArrayList<>(flows);
    }

    /** What a new flow may have waiting for its TCP connection; what comes on top is one read of its carrier. */
    int shareBytes() {
        return Math.clamp(MEMORY_BYTES / Math.max(1, flows.size()), MIN_SHARE_BYTES, MAX_SHARE_BYTES);
    }

    void sweep(long nowNs, long idleNs) {
        flows().forEach(flow -> flow.checkIdle(nowNs, idleNs));
    }
}
