package dev.braid.node.lane.stream;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the lane has done for one peer, since it began. Any thread. */
public final class StreamCounters {
    /** Flows we opened at the peer. */
    private final LongAdder opened = new LongAdder();
    /** Flows the peer opened here. */
    private final LongAdder originated = new LongAdder();

    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder openNs = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Map<Refused, AtomicLong> refusedOutbound = new EnumMap<>(Refused.class);
    private final Map<Refused, AtomicLong> refusedInbound = new EnumMap<>(Refused.class);

    StreamCounters() {
        for (Refused reason : Refused.values()) {
            refusedOutbound.put(reason, new AtomicLong());
            refusedInbound.put(reason, new AtomicLong());
        }
    }

    void opened(long tookNs) {
        opened.increment();
        openNs.add(tookNs);
    }

    void originated() {
        originated.increment();
    }

    void sent(int bytes) {
        bytesOut.add(bytes);
    }

    void received(int bytes) {
        bytesIn.add(bytes);
    }

    void missed() {
        misses.increment();
    }

    void refusedOutbound(Refused reason) {
        count(refusedOutbound, reason).incrementAndGet();
    }

    void refusedInbound(Refused reason) {
        count(refusedInbound, reason).incrementAndGet();
    }

    /** Flows that we took and the peer has connected. */
    public long flowsOpened() {
        return opened.sum();
    }

    /** Flows that the peer took and we have connected. */
    public long flowsOriginated() {
        return originated.sum();
    }

    public long bytesOut() {
        return bytesOut.sum();
    }

    public long bytesIn() {
        return bytesIn.sum();
    }

    /** From taking a connection until the far end was connected, over all that were. */
    public long openNs() {
        return openNs.sum();
    }

    /** Taken connections that found no idle carrier and had to wait for one. */
    public long misses() {
        return misses.sum();
    }

    /** @param outbound those we took; else those the peer took */
    public long refused(Refused reason, boolean outbound) {
        return count(outbound ? refusedOutbound : refusedInbound, reason).get();
    }

    private static AtomicLong count(Map<Refused, AtomicLong> counts, Refused reason) {
        return counts.getOrDefault(reason, new AtomicLong());
    }
}
