package dev.braid.node.lane.datagram;

import java.util.concurrent.TimeUnit;

/**
 * Tells light flows from others by what they have sent lately: a leaky bucket for each, and one for all, since every light packet is sent
 * twice and must not become a load. A flow that runs over is not light until its bucket is half empty, so that it changes lanes, and with
 * that its order, seldom. Flows share buckets by their hash. For one thread.
 */
final class LightFlows {
    /** A voice call with video switched off, a game, a remote desktop at rest: 512 kbit/s. */
    static final int FLOW_BYTES_PER_S = 64_000;

    static final int FLOW_BURST_BYTES = 32_000;

    private static final int FLOWS = 1024;
    private static final int BURST_MS = 1_000;

    private final long[] level = new long[FLOWS];
    private final long[] atNs = new long[FLOWS];
    private final boolean[] heavy = new boolean[FLOWS];
    private final int allBytesPerSecond;
    private long allLevel;
    private long allAtNs;

    /** @param allBytesPerSecond for all light flows of this thread together */
    LightFlows(int allBytesPerSecond) {
        this.allBytesPerSecond = allBytesPerSecond;
    }

    /** Counts a packet of this flow, and tells whether it is light. */
    boolean isLight(int flowHash, int bytes, long nowNs) {
        int flow = flowHash & FLOWS - 1;
        long now = leaked(level[flow], FLOW_BYTES_PER_S, nowNs - atNs[flow]) + bytes;
        level[flow] = Math.min(now, 2 * FLOW_BURST_BYTES);
        atNs[flow] = nowNs;
        heavy[flow] = now > (heavy[flow] ? FLOW_BURST_BYTES / 2 : FLOW_BURST_BYTES);
        return !heavy[flow] && fits(bytes, nowNs);
    }

    private boolean fits(int bytes, long nowNs) {
        long now = leaked(allLevel, allBytesPerSecond, nowNs - allAtNs);
        allAtNs = nowNs;
        boolean fits = now + bytes <= (long) allBytesPerSecond * BURST_MS / 1_000;
        allLevel = fits ? now + bytes : now;
        return fits;
    }

    private static long leaked(long level, int bytesPerSecond, long forNs) {
        long us = TimeUnit.NANOSECONDS.toMicros(Math.clamp(forNs, 0, TimeUnit.SECONDS.toNanos(10)));
        return Math.max(0, level - us * bytesPerSecond / 1_000_000);
    }
}
