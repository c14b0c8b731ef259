package dev.braid.control.telemetry;

/** Sums up samples. */
final class Means {
    private double outbound;
    private double inbound;
    private double rtt;
    private double loss;
    private double up;
    private int rtts;
    private int count;

    void add(double outboundBits, double inboundBits, double rttMs, double lossRatio, double upRatio) {
        outbound += outboundBits;
        inbound += inboundBits;
        loss += lossRatio;
        up += upRatio;
        count++;
        if (rttMs > 0) {
            rtt += rttMs;
            rtts++;
        }
    }

    void add(Sample sample) {
        add(
                sample.outboundBitsPerSecond(),
                sample.inboundBitsPerSecond(),
                sample.rttMs(),
                sample.lossRatio(),
                sample.upRatio());
    }

    /** @param length how many samples there would have been without gaps: nothing is carried and nothing is up in a gap */
    Sample over(long length) {
        return new Sample(
                outbound / length,
                inbound / length,
                rtts == 0 ? 0 : rtt / rtts,
                count == 0 ? 0 : loss / count,
                Math.min(1, up / length));
    }

    int count() {
        return count;
    }
}
