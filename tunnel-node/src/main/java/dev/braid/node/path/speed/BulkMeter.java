package dev.braid.node.path.speed;

import java.util.concurrent.TimeUnit;

/** Counts what arrives, and leaves the start out, in which a connection finds its speed. Turned by a clock that is passed in. */
final class BulkMeter {
    private static final long START_MAX_NS = TimeUnit.SECONDS.toNanos(1);

    private final long startNs;
    private long allBytes;
    private long firstNs;
    private long bytesAfterStart;
    private long afterStartNs;
    private long lastNs;

    BulkMeter(Measure measure) {
        startNs = Math.min(START_MAX_NS, TimeUnit.MILLISECONDS.toNanos(measure.durationMs()) / 4);
    }

    void count(int bytes, long nowNs) {
        if (allBytes == 0) {
            firstNs = nowNs;
        } else if (afterStartNs != 0) {
            bytesAfterStart += bytes;
        } else if (nowNs - firstNs >= startNs) {
            afterStartNs = nowNs;
        }
        allBytes += bytes;
        lastNs = nowNs;
    }

    /** All of it when it was over before its start was. */
    Measured measured() {
        return bytesAfterStart > 0
                ? new Measured(bytesAfterStart, lastNs - afterStartNs)
                : new Measured(allBytes, lastNs - firstNs);
    }
}
