package dev.braid.node.path.probe;

import dev.braid.node.contract.NodeSpec.Cost;
import java.util.concurrent.TimeUnit;

/**
 * How often a path is probed. A datagram is 84 bytes on the wire with IPv4, 104 with IPv6, each way; so a standby or metered path that is
 * left alone costs 1.3 to 1.7 kbit/s at most, once a second, and less at our two seconds.
 *
 * <pre>
 *                  flat     metered  expensive
 *   doubtful       50 ms    100 ms   200 ms     a verdict hangs on it
 *   loaded         50 ms    200 ms   500 ms     a loss would be felt
 *   lost           250 ms   1 s      2 s        for a minute, then four times as slow
 *   idle           1 s      2 s      5 s
 * </pre>
 */
public final class ProbePace {
    /** What there is to be learnt. */
    public enum Need {
        DOUBTFUL(50, 100, 200),
        LOADED(50, 200, 500),
        LOST(250, 1_000, 2_000),
        LOST_LONG_AGO(1_000, 4_000, 8_000),
        IDLE(1_000, 2_000, 5_000);

        private final long flatMs;
        private final long meteredMs;
        private final long expensiveMs;

        Need(long flatMs, long meteredMs, long expensiveMs) {
            this.flatMs = flatMs;
            this.meteredMs = meteredMs;
            this.expensiveMs = expensiveMs;
        }
    }

    private ProbePace() {}

    public static long intervalNs(Need need, Cost cost) {
        return TimeUnit.MILLISECONDS.toNanos(
                switch (cost) {
                    case FLAT -> need.flatMs;
                    case METERED -> need.meteredMs;
                    case EXPENSIVE -> need.expensiveMs;
                });
    }
}
