package dev.braid.node.path;

import dev.braid.node.mptcp.Subflow;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Adds up, per path, what the kernel tells per subflow. Subflows come and go and take their counters along; the sums here only grow. What
 * a subflow carried after its last sample is not counted.
 */
final class PathTraffic {

    /**
     * One path's figures.
     *
     * @param bytesSent and acknowledged: what was sent again, or into a link that is dead, was not carried
     * @param rttNs lowest smoothed round trip of its subflows; 0 when it has none
     * @param share of the bytes of the last few samples, both directions, 0 to 1
     * @param countedNs time of the last sample, by {@link System#nanoTime}
     */
    record Figures(
            int subflows,
            long rttNs,
            long congestionWindowSegments,
            long bytesSent,
            long bytesReceived,
            long segmentsSent,
            long segmentsReceived,
            long retransmits,
            double share,
            long countedNs) {
        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** A hub's paths are named by its edges, who could name ever new ones. */
    private static final int MAX_PATHS = 32;

    private static final String MANY = "more";

    private record Key(Object carrier, InetSocketAddress local, InetSocketAddress remote) {}

    private final Map<Key, Subflow> last = new HashMap<>();
    private final Map<String, Sum> sums = new TreeMap<>();
    private long countedNs;

    /** One carrier's subflows at one moment. */
    record Sample(Object carrier, List<Subflow> subflows) {}

    /** {@code nameOf} gives a subflow's path; it is asked once per subflow and sample. */
    synchronized void sample(List<Sample> samples, Function<Subflow, String> nameOf) {
        countedNs = System.nanoTime();
        sums.values().forEach(Sum::startSample);
        Set<Key> seen = new HashSet<>();
        for (Sample sample : samples) {
            for (Subflow subflow : sample.subflows()) {
                Key key = new Key(sample.carrier(), subflow.local(), subflow.remote());
                Subflow before = last.put(key, subflow);
                seen.add(key);
                sum(nameOf.apply(subflow)).add(before, subflow);
            }
        }
        last.keySet().retainAll(seen);
        sums.values().forEach(Sum::endSample);
    }

    private Sum sum(String name) {
        boolean room = sums.containsKey(name) || sums.size() < MAX_PATHS;
        return sums.computeIfAbsent(room ? name : MANY, _ -> new Sum());
    }

    synchronized Map<String, Figures> figures() {
        double all = sums.values().stream().mapToDouble(s -> s.recentBytes).sum();
        Map<String, Figures> figures = new TreeMap<>();
        sums.forEach((name, sum) -> figures.put(name, sum.figures(all, countedNs)));
        return figures;
    }

    static List<Subflow> established(List<Subflow> subflows) {
        List<Subflow> up = new ArrayList<>(subflows);
        up.removeIf(s -> !s.isEstablished());
        return up;
    }

    private static final class Sum {
        private static final double KEEP = 0.7;

        private int subflows;
        private long rttNs;
        private long window;
        private long sent;
        private long received;
        private long segmentsSent;
        private long segmentsReceived;
        private long retransmits;
        private long sampleBytes;
        private double recentBytes;

        void startSample() {
            subflows = 0;
            rttNs = 0;
            window = 0;
            sampleBytes = 0;
        }

        void add(@Nullable Subflow before, Subflow now) {
            if (now.isEstablished()) {
                subflows++;
                rttNs = rttNs == 0 ? now.rttNs() : Math.min(rttNs, now.rttNs());
                window += now.cwndPackets();
            }
            long newSent = grown(before == null ? 0 : before.bytesAcked(), now.bytesAcked());
            long newReceived = grown(before == null ? 0 : before.bytesReceived(), now.bytesReceived());
            sent += newSent;
            received += newReceived;
            sampleBytes += newSent + newReceived;
            segmentsSent += grown(before == null ? 0 : before.segmentsOut(), now.segmentsOut());
            segmentsReceived += grown(before == null ? 0 : before.segmentsIn(), now.segmentsIn());
            retransmits += grown(before == null ? 0 : before.retransmits(), now.retransmits());
        }

        void endSample() {
            recentBytes = KEEP * recentBytes + (1 - KEEP) * sampleBytes;
        }

        Figures figures(double recentOfAll, long countedNs) {
            double share = recentOfAll < 1 ? 0 : recentBytes / recentOfAll;
            return new Figures(
                    subflows,
                    rttNs,
                    window,
                    sent,
                    received,
                    segmentsSent,
                    segmentsReceived,
                    retransmits,
                    share,
                    countedNs);
        }

        private static long grown(long before, long now) {
            return Math.max(0, now - before);
        }
    }
}
