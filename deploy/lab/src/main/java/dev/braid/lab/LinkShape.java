package dev.braid.lab;

/**
 * One direction of a link.
 *
 * @param rateBitsPerSecond counts IP bytes, so that 100 Mbit/s is what a person expects; 0 is unlimited
 * @param delayNs one way, after the frame has left the bottleneck
 * @param jitterNs up to so much more delay per frame, evenly spread; frames keep their order
 * @param loss probability between 0 and 1
 * @param queue how much may wait for the bottleneck before the tail is dropped; without a rate nothing waits
 * @param blackhole swallow everything, also what is under way, without telling anybody
 */
public record LinkShape(
        long rateBitsPerSecond, long delayNs, long jitterNs, double loss, QueueLimit queue, boolean blackhole) {

    /** A queue holds bytes, or as many as the bottleneck sends in a time. */
    public sealed interface QueueLimit {
        /** Follows the rate when that is changed. */
        record Time(long ns) implements QueueLimit {}

        record Bytes(long bytes) implements QueueLimit {}
    }

    public LinkShape {
        if (rateBitsPerSecond < 0 || delayNs < 0 || jitterNs < 0) {
            throw new IllegalArgumentException("a rate, a delay or a jitter is never negative");
        }
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("a loss is between 0 % and 100 %");
        }
    }

    /** A clean link of {@code rateMbit} Mbit/s. */
    public static LinkShape of(double rateMbit, double delayMs, double queueMs) {
        return new LinkShape(
                Math.round(rateMbit * 1e6),
                Math.round(delayMs * 1e6),
                0,
                0,
                new QueueLimit.Time(Math.round(queueMs * 1e6)),
                false);
    }

    public LinkShape withRate(long bitsPerSecond) {
        return new LinkShape(bitsPerSecond, delayNs, jitterNs, loss, queue, blackhole);
    }

    public LinkShape withDelayNs(long ns) {
        return new LinkShape(rateBitsPerSecond, ns, jitterNs, loss, queue, blackhole);
    }

    public LinkShape withJitterNs(long ns) {
        return new LinkShape(rateBitsPerSecond, delayNs, ns, loss, queue, blackhole);
    }

    public LinkShape withLoss(double probability) {
        return new LinkShape(rateBitsPerSecond, delayNs, jitterNs, probability, queue, blackhole);
    }

    public LinkShape withQueue(QueueLimit limit) {
        return new LinkShape(rateBitsPerSecond, delayNs, jitterNs, loss, limit, blackhole);
    }

    public LinkShape withBlackhole(boolean on) {
        return new LinkShape(rateBitsPerSecond, delayNs, jitterNs, loss, queue, on);
    }

    /** How long the bottleneck is busy with so many bytes. */
    long transmissionNs(long bytes) {
        return rateBitsPerSecond == 0 ? 0 : bytes * 8_000_000_000L / rateBitsPerSecond;
    }

    /** At least one full packet fits, or a slow link with a short queue would carry nothing. */
    long queueBytes() {
        if (rateBitsPerSecond == 0) {
            return Long.MAX_VALUE;
        }
        long bytes = switch (queue) {
            case QueueLimit.Time(long ns) -> (long) (ns * (rateBitsPerSecond / 8e9));
            case QueueLimit.Bytes(long b) -> b;
        };
        return Math.max(bytes, 1500);
    }
}
