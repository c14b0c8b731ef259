package dev.braid.control.telemetry;

/** Between the last two reports. */
public record Rate(long outboundBitsPerSecond, long inboundBitsPerSecond) {
    static final Rate NONE = new Rate(0, 0);

    private static final double NANOS = 1e9;

    /** A counter that fell began anew; nothing is known of the time between. */
    static Rate between(long sentBefore, long sent, long receivedBefore, long received, long nanos) {
        return nanos <= 0 ? NONE : new Rate(bits(sent - sentBefore, nanos), bits(received - receivedBefore, nanos));
    }

    private static long bits(long bytes, long nanos) {
        return Math.round(Math.max(0, bytes) * 8 * (NANOS / nanos));
    }
}
