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
 * Finds paths that have gone silent though nothing says so: data is on its way, and not one acknowledgement comes back for longer than a
 * path of that round trip needs. A full queue is no silence, however deep: there acknowledgements keep coming. An idle path proves nothing.
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

    private record Key(Object carrier, InetSocketAddress local, InetSocketAddress remote) {}

    /** Since when each subflow has waited for an acknowledgement, without any. */
    private final Map<Key, Long> waitingSinceNs = new HashMap<>();

    /**
     * Takes a sample of all carriers.
     *
     * @return the local addresses whose subflows wait in vain, none of them being answered
     */
    Set<InetAddress> silent(List<PathTraffic.Sample> samples, long nowNs) {
        Set<InetAddress> silent = new HashSet<>();
        Set<InetAddress> alive = new HashSet<>();
        Set<Key> seen = new HashSet<>();
        for (PathTraffic.Sample sample : samples) {
            for (Subflow subflow : PathTraffic.established(sample.subflows())) {
                Key key = new Key(sample.carrier(), subflow.local(), subflow.remote());
                seen.add(key);
                long waitedNs = waited(key, subflow, nowNs);
                if (waitedNs > patienceNs(subflow)) {
                    silent.add(subflow.local().getAddress());
                } else if (subflow.lastAckReceivedNs() < MIN_SILENCE_NS) {
                    alive.add(subflow.local().getAddress());
                }
            }
        }
        waitingSinceNs.keySet().retainAll(seen);
        silent.removeAll(alive);
        return silent;
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
}
