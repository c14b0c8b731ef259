package dev.braid.control.telemetry;

import java.util.Arrays;

/**
 * The last 15 minutes of one series, a sample a second, in 11 KB: three of them make an edge with two uplinks, and a thousand edges 33 MB. The
 * index is the second modulo the size; seconds that nobody reported are gaps, but for those that a report was late for: what it says is of
 * all since the last one. Guarded by its node's lock.
 */
final class Ring {
    static final int SECONDS = 900;

    /** A silence of more seconds than this is one. */
    private static final int LATE_SECONDS = 3;

    /** Not a number in a gap. */
    private final float[] outbound = new float[SECONDS];

    private final float[] inbound = new float[SECONDS];
    /** Half floats (IEEE 754 binary16): three digits. */
    private final short[] rttMs = new short[SECONDS];
    /** Half floats: the loss; of a path that is down, as much below -1. */
    private final short[] lossOrDown = new short[SECONDS];

    private long first = Long.MAX_VALUE;
    private long newest;

    Ring() {
        Arrays.fill(outbound, Float.NaN);
    }

    /** A clock that was set back writes where it has been before. */
    void put(long atSecond, Sample sample) {
        if (atSecond <= newest - SECONDS) {
            return;
        }
        boolean late = atSecond - newest <= LATE_SECONDS + 1;
        for (long gap = Math.max(newest + 1, atSecond - SECONDS + 1); gap < atSecond; gap++) {
            if (late) {
                write(gap, sample);
            } else {
                outbound[index(gap)] = Float.NaN;
            }
        }
        first = Math.min(first, atSecond);
        newest = Math.max(newest, atSecond);
        write(atSecond, sample);
    }

    private void write(long second, Sample sample) {
        int index = index(second);
        outbound[index] = (float) sample.outboundBitsPerSecond();
        inbound[index] = (float) sample.inboundBitsPerSecond();
        rttMs[index] = Float.floatToFloat16((float) sample.rttMs());
        float loss = (float) sample.lossRatio();
        lossOrDown[index] = Float.floatToFloat16(sample.upRatio() > 0 ? loss : -1 - loss);
    }

    /** The second that it begins with; what was before, nobody here has heard. */
    long first() {
        return first;
    }

    /** Samples of {@code [from, to)}; an element is null where nothing was reported. */
    Sample[] read(long from, long to) {
        int count = (int) Math.max(0, Math.min(to - from, SECONDS));
        Sample[] samples = new Sample[count];
        Arrays.setAll(samples, i -> at(from + i));
        return samples;
    }

    /** The mean over {@code [from, to)}: rates and availability over all of it, the rest over what was reported. */
    Sample mean(long from, long to) {
        Means means = new Means();
        for (long at = from; at < to; at++) {
            if (has(at)) {
                means.add(sample(at));
            }
        }
        return means.over(to - from);
    }

    boolean hasAny(long from, long to) {
        for (long at = from; at < to; at++) {
            if (has(at)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("NullAway") // An empty second is null in the array that read() documents.
    private Sample at(long second) {
        return has(second) ? sample(second) : null;
    }

    private boolean has(long second) {
        return second <= newest && second > newest - SECONDS && !Float.isNaN(outbound[index(second)]);
    }

    private Sample sample(long second) {
        int index = index(second);
        float loss = Float.float16ToFloat(lossOrDown[index]);
        return new Sample(
                outbound[index],
                inbound[index],
                Float.float16ToFloat(rttMs[index]),
                loss < 0 ? -1 - loss : loss,
                loss < 0 ? 0 : 1);
    }

    private static int index(long second) {
        return (int) (second % SECONDS);
    }
}
