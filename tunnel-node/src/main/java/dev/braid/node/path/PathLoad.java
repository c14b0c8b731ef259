package dev.braid.node.path;

import java.util.concurrent.TimeUnit;

/** Whether a path carries enough for its silence to mean something: more than a few packets, within the last second. */
final class PathLoad {
    private static final long LOADED_FOR_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOADED_BYTES = 4_096;

    private long untilNs = Long.MIN_VALUE;
    private long recentBytes;
    private long sinceNs;

    void moved(long bytes, long nowNs) {
        if (nowNs - sinceNs > LOADED_FOR_NS) {
            sinceNs = nowNs;
            recentBytes = 0;
        }
        recentBytes += bytes;
        if (recentBytes > LOADED_BYTES) {
            untilNs = nowNs + LOADED_FOR_NS;
        }
    }

    boolean isOn(long nowNs) {
        return nowNs < untilNs;
    }
}
