package dev.braid.node.path;

import dev.braid.node.mptcp.Subflow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sees paths go silent though nothing says so: data is on its way, and not one acknowledgement comes back for longer than a path of that
 * round trip needs. A full queue is no silence, however deep: there acknowledgements keep coming. An idle path proves nothing. A stream from
 * the peer that stops proves nothing by itself, as it may have ended, but says whether silent probes are to be believed at once.
 *
 * <p>Turned by whoever samples; not thread-safe.
 */
final class AckProgress {
    private static final long MIN_SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Beside round trip and its variation: the peer may delay acknowledgements by 40 ms, and we by a sample. */
    private static final long MARGIN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * The kernel sends a lone segment again after its shortest retransmission timeout only (TCP_RTO_MIN, net/tcp.h), beside the round trip.
     */
    private static final long MIN_RTO_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Samples may be late; what is unacknowledged behind an acknowledgement may be younger than that. */
    private static final long MAX_GAP_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long MIN_DOUBT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long DOUBT_MARGIN_NS = TimeUnit.MILLISECONDS.toNanos(40);
    /** With fewer on the way one loss may be all it takes. */
    private static final int MANY_PACKETS = 4;

    /** What has come for so long, without a longer gap, is a stream: it stays so until it ends, and does not pause by itself. */
    private static final long STREAM_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long STREAM_GAP_NS = TimeUnit.MILLISECONDS.toNanos(75);

    /** Longer ago than anything that matters. */
    static final long NEVER_NS = TimeUnit.HOURS.toNanos(1);

    private record Key(Object carrier, InetSocketAddress local, InetSocketAddress remote) {}

    /**
     * What the subflows of one address say.
     *
     * @param silentNs how long one of them has waited for an acknowledgement at most
     * @param silent longer than it should, and none of the others was answered meanwhile
     * @param doubtful longer than is usual; together with silent probes that is enough
     * @param lastAckNs since anything was acknowledged
     * @param unackedPackets on the way, all together
     * @param lastDataNs since anything of the peer's came
     * @param streamed whether the peer's data came in a stream until then: that it came to its end, or that nothing passes any more
     */
    record Signs(
            long silentNs,
            boolean silent,
            boolean doubtful,
            long lastAckNs,
            long unackedPackets,
            long lastDataNs,
            boolean streamed) {
        static final Signs NONE = new Signs(0, false, false, NEVER_NS, 0, NEVER_NS, false);

        private Signs with(long waitedNs, long patienceNs, long doubtNs, Subflow subflow) {
            return new Signs(
                    Math.max(silentNs, waitedNs),
                    silent || waitedNs > patienceNs,
                    doubtful || waitedNs > doubtNs,
                    Math.min(lastAckNs, subflow.lastAckReceivedNs()),
                    unackedPackets + subflow.unackedPackets(),
                    Math.min(lastDataNs, subflow.lastDataReceivedNs()),
                    false);
        }

        /** One answer speaks for all of the path. */
        private Signs heard(boolean stream) {
            return new Signs(
                    Math.min(silentNs, lastAckNs),
                    silent && lastAckNs >= MIN_SILENCE_NS,
                    doubtful && lastAckNs >= MIN_DOUBT_NS,
                    lastAckNs,
                    unackedPackets,
                    lastDataNs,
                    stream);
        }
    }

    /** Since when each subflow has waited for an acknowledgement, without any. */
    private final Map<Key, Long> waitingSinceNs = new HashMap<>();

    /** Of data from the peer, when the first and the last of it came. */
    private record Stream(long sinceNs, long lastNs) {}

    private final Map<InetAddress, Stream> streams = new HashMap<>();

    /** Takes a sample of all carriers; answers by local address. */
    Map<InetAddress, Signs> look(List<PathTraffic.Sample> samples, long nowNs) {
        Map<InetAddress, Signs> signs = new HashMap<>();
        Set<Key> seen = new HashSet<>();
        for (PathTraffic.Sample sample : samples) {
            for (Subflow subflow : PathTraffic.established(sample.subflows())) {
                Key key = new Key(sample.carrier(), subflow.local(), subflow.remote());
                seen.add(key);
                long waitedNs = waited(key, subflow, nowNs);
                signs.merge(
                        subflow.local().getAddress(),
                        Signs.NONE.with(waitedNs, patienceNs(subflow), doubtNs(subflow), subflow),
                        (before, _) -> before.with(waitedNs, patienceNs(subflow), doubtNs(subflow), subflow));
            }
        }
        waitingSinceNs.keySet().retainAll(seen);
        streams.keySet().retainAll(signs.keySet());
        signs.replaceAll((address, s) -> s.heard(isStream(address, s.lastDataNs(), nowNs)));
        return signs;
    }

    private boolean isStream(InetAddress address, long lastDataNs, long nowNs) {
        long dataNs = nowNs - lastDataNs;
        Stream stream = streams.compute(
                address,
                (_, before) -> before == null || dataNs - before.lastNs() > STREAM_GAP_NS
                        ? new Stream(dataNs, dataNs)
                        : new Stream(before.sinceNs(), Math.max(before.lastNs(), dataNs)));
        return stream.lastNs() - stream.sinceNs() >= STREAM_NS;
    }

    private long waited(Key key, Subflow subflow, long nowNs) {
        if (subflow.unackedPackets() == 0) {
            waitingSinceNs.remove(key);
            return 0;
        }
        long since = waitingSinceNs.computeIfAbsent(key, _ -> nowNs);
        long lastAckNs = nowNs - subflow.lastAckReceivedNs();
        if (lastAckNs > since) {
            since = Math.max(lastAckNs, nowNs - MAX_GAP_NS);
            waitingSinceNs.put(key, since);
        }
        return nowNs - since;
    }

    /** One lost segment is no silence: when nothing else is on its way, the answer to its second sending is waited for. */
    private static long patienceNs(Subflow subflow) {
        long variationNs = 4 * subflow.rttVarNs();
        if (subflow.unackedPackets() == 1) {
            return 2 * subflow.rttNs() + Math.max(MIN_RTO_NS, variationNs) + MARGIN_NS;
        }
        return Math.max(MIN_SILENCE_NS, subflow.rttNs() + variationNs + MARGIN_NS);
    }

    private static long doubtNs(Subflow subflow) {
        return subflow.unackedPackets() < MANY_PACKETS
                ? patienceNs(subflow)
                : Math.max(MIN_DOUBT_NS, subflow.rttNs() + 2 * subflow.rttVarNs() + DOUBT_MARGIN_NS);
    }
}
