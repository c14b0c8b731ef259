package dev.braid.control.telemetry;

import java.util.Arrays;

/**
 * The last 15 minutes of one series, a sample a second. The index is the second itself modulo the size, so a second that
 * nobody reported keeps the number of an older one and is known to be empty. Guarded by its node's lock.
 */
final class Ring {
    static final int SECONDS = 900;

    private final long[] second = new long[SECONDS];
    private final float[] outbound = new float[SECONDS];
    private final float[] inbound = new float[SECONDS];
    private final float[] rttMs = new float[SECONDS];
    /** Negative means down; else the loss. */
    private final float[] lossOrDown = new float[SECONDS];

    void put(long atSecond, Sample sample) {
        int index = (int) (atSecond % SECONDS);
        second[index] = atSecond;
        outbound[index] = (float) sample.outboundBitsPerSecond();
        inbound[index] = (float) sample.inboundBitsPerSecond();
        rttMs[index] = (float) sample.rttMs();
        lossOrDown[index] = sample.upRatio() > 0 ? (float) sample.lossRatio() : -1;
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
            int index = (int) (at % SECONDS);
            if (second[index] == at) {
                boolean up = lossOrDown[index] >= 0;
                means.add(outbound[index], inbound[index], rttMs[index], up ? lossOrDown[index] : 0, up ? 1 : 0);
            }
        }
        return means.over(to - from);
    }

    boolean hasAny(long from, long to) {
        for (long at = from; at < to; at++) {
            if (second[(int) (at % SECONDS)] == at) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("NullAway") // An empty second is null in the array that read() documents.
    private Sample at(long atSecond) {
        int index = (int) (atSecond % SECONDS);
        if (second[index] != atSecond) {
            return null;
        }
        boolean up = lossOrDown[index] >= 0;
        return new Sample(outbound[index], inbound[index], rttMs[index], up ? lossOrDown[index] : 0, up ? 1 : 0);
    }
}
