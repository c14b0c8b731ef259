package dev.braid.node.lane.datagram;

import org.jspecify.annotations.Nullable;

/**
 * Tells light flows from others by what they have sent lately: a leaky bucket for each, and one for all, since every light packet is sent
 * twice and must not become a load. A flow that runs over, or sends a packet that fits no datagram, is not light until it has been quiet
 * for most of a second, so that it changes lanes, and with that its order, seldom. Flows share buckets by their hash. For one thread.
 */
final class LightFlows {
    /** A voice call with video switched off, a game, a remote desktop at rest: 512 kbit/s. */
    static final int FLOW_BYTES_PER_S = 64_000;

    static final int FLOW_BURST_BYTES = 32_000;

    private static final int FLOWS = 512;

    private final @Nullable Bucket[] flows = new Bucket[FLOWS];
    private final SharedBucket all;

    /** @param all of the tunnel's light flows, those of other threads too */
    LightFlows(SharedBucket all) {
        this.all = all;
    }

    /** Counts a packet of this flow, and tells whether it is light. */
    boolean isLight(int flowHash, int bytes, long nowNs) {
        Bucket flow = flow(flowHash);
        flow.add(bytes, FLOW_BYTES_PER_S, nowNs);
        flow.heavy = flow.level > (flow.heavy ? FLOW_BURST_BYTES / 2 : FLOW_BURST_BYTES);
        if (!flow.heavy && !all.takes(bytes, nowNs)) {
            flow.fill(nowNs);
        }
        return !flow.heavy;
    }

    /** The flow has sent what fits no datagram: what follows must not overtake it. */
    void isLarge(int flowHash, long nowNs) {
        flow(flowHash).fill(nowNs);
    }

    private Bucket flow(int flowHash) {
        int at = flowHash & FLOWS - 1;
        Bucket flow = flows[at];
        if (flow == null) {
            flow = new Bucket();
            flows[at] = flow;
        }
        return flow;
    }

    /** What of so many bytes a second is over. */
    private static final class Bucket {
        private static final long MAX_LEAK_NS = 10_000_000_000L;

        private double level;
        private boolean heavy;
        private long atNs;

        void add(int bytes, int bytesPerSecond, long nowNs) {
            leak(bytesPerSecond, nowNs);
            level = Math.min(level + bytes, 2.0 * FLOW_BURST_BYTES);
        }

        void leak(int bytesPerSecond, long nowNs) {
            double leaked = Math.clamp(nowNs - atNs, 0, MAX_LEAK_NS) * 1e-9 * bytesPerSecond;
            level = Math.max(0, level - leaked);
            atNs = nowNs;
        }

        void fill(long nowNs) {
            heavy = true;
            atNs = nowNs;
            level = 2.0 * FLOW_BURST_BYTES;
        }
    }

    /** What all threads of a tunnel have together. */
    static final class SharedBucket {
        private final int bytesPerSecond;
        private final Bucket bucket = new Bucket();

        SharedBucket(int bytesPerSecond) {
            this.bytesPerSecond = bytesPerSecond;
        }

        /** A second's worth at once at most. */
        synchronized boolean takes(int bytes, long nowNs) {
            bucket.leak(bytesPerSecond, nowNs);
            boolean takes = bucket.level + bytes <= bytesPerSecond;
            bucket.level += takes ? bytes : 0;
            return takes;
        }
    }
}
