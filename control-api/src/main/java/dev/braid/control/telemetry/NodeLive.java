package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One node that reports to this instance. Its lock is held for the arithmetic of one report or one read, never for I/O.
 * Series are kept of what an edge sees: a hub's view of a thousand tunnels would say the same again.
 */
final class NodeLive {
    /** @param nanos when they were read, by the node's clock if it says so, or else when the report came */
    private record Counters(long sent, long received, long nanos) {}

    /** Too short a time for a rate: a node reports ahead of its second when it has news. */
    private static final long SHORTEST_NANOS = 300_000_000;

    private final String node;
    private final Map<SeriesKey, Ring> rings = new HashMap<>();
    private final Map<SeriesKey, Rate> rates = new HashMap<>();
    private final Map<SeriesKey, Counters> counters = new HashMap<>();
    private @Nullable NodeReport report;
    private Instant reportedAt = Instant.EPOCH;
    /** Until then it counts as one that reports; later than its last report while it is awaited. */
    private Instant aliveAt = Instant.EPOCH;

    private boolean awaited;
    private String signature = "";
    private boolean silent;
    private long eventTold;
    private boolean telling;

    NodeLive(String node) {
        this.node = node;
    }

    /** @return whether the state is another than at the last report, figures aside */
    synchronized boolean accept(NodeReport next, Instant at, long nowNanos) {
        NodeStatus status = next.status();
        if (status != null) {
            forget(status);
            boolean keep = !"hub".equals(status.kind());
            status.tunnels().forEach(tunnel -> accept(tunnel, at.getEpochSecond(), nowNanos, keep));
        }
        report = next;
        reportedAt = at;
        aliveAt = at;
        awaited = false;
        silent = false;
        String now = Signature.of(next);
        boolean changed = !now.equals(signature);
        signature = now;
        return changed;
    }

    /** It reported to an earlier run of this instance and has until {@code by} to do so again; no news if it has. */
    synchronized void await(NodeNow last, Instant by) {
        if (report == null) {
            report = last.report();
            reportedAt = last.reportedAt();
            aliveAt = by;
            awaited = true;
        }
    }

    /** Whether the caller may tell of its events, and then says when it is done; not while another report does. */
    synchronized boolean beginsToTell() {
        boolean begins = !telling;
        telling = true;
        return begins;
    }

    /** Those that were not told of before: a node sends again what it has no answer to. */
    synchronized List<NodeEvent> fresh(List<NodeEvent> events) {
        return events.stream().filter(event -> event.id() > eventTold).toList();
    }

    /** @param told what the store has now, empty if it took none */
    synchronized void endsToTell(List<NodeEvent> told) {
        told.forEach(event -> eventTold = Math.max(eventTold, event.id()));
        telling = false;
    }

    synchronized @Nullable NodeNow now() {
        NodeReport last = report;
        return last == null ? null : new NodeNow(node, last, reportedAt, Map.copyOf(rates));
    }

    synchronized Instant reportedAt() {
        return reportedAt;
    }

    /** True once for each time that the node falls silent. */
    synchronized boolean becomesSilent(Instant since) {
        boolean becomes = !silent && report != null && aliveAt.isBefore(since);
        silent |= becomes;
        return becomes;
    }

    synchronized Instant aliveAt() {
        return aliveAt;
    }

    /** What is known of it is of before this instance started. */
    synchronized boolean isAwaited() {
        return awaited && !silent;
    }

    synchronized boolean isSilent() {
        return silent;
    }

    synchronized void eachSeries(BiConsumer<SeriesKey, Ring> use) {
        rings.forEach(use);
    }

    private void accept(NodeStatus.Tunnel tunnel, long second, long nowNanos, boolean keep) {
        SeriesKey key = new SeriesKey(tunnel.peer(), "");
        Rate rate = rate(key, new Counters(tunnel.outboundBytes(), tunnel.inboundBytes(), nowNanos));
        Double rtt = TunnelView.lowestRtt(tunnel);
        if (keep) {
            ring(key).put(second, sample(rate, rtt == null ? 0 : rtt, 0, tunnel.state()));
        }
        for (NodeStatus.Path path : tunnel.paths()) {
            SeriesKey ofPath = new SeriesKey(tunnel.peer(), path.name());
            long counted = path.countedMs() == 0 ? nowNanos : TimeUnit.MILLISECONDS.toNanos(path.countedMs());
            Rate pathRate = rate(ofPath, new Counters(path.bytesSent(), path.bytesReceived(), counted));
            if (keep) {
                ring(ofPath)
                        .put(
                                second,
                                sample(
                                        pathRate,
                                        path.rttMs(),
                                        PathView.of(path, pathRate).lossRatio(),
                                        path.state()));
            }
        }
    }

    private static Sample sample(Rate rate, double rttMs, double lossRatio, NodeStatus.State state) {
        boolean up = state == NodeStatus.State.UP || state == NodeStatus.State.SUSPECT;
        // Who answers nothing has no round trip; what the node says then is of before.
        double known = lossRatio < 1 ? rttMs : 0;
        return new Sample(rate.outboundBitsPerSecond(), rate.inboundBitsPerSecond(), known, lossRatio, up ? 1 : 0);
    }

    private Rate rate(SeriesKey key, Counters now) {
        Counters before = counters.get(key);
        long nanos = before == null ? 0 : now.nanos() - before.nanos();
        if (before != null && nanos >= 0 && nanos < SHORTEST_NANOS) {
            return rates.getOrDefault(key, Rate.NONE);
        }
        counters.put(key, now);
        Rate rate = before == null
                ? Rate.NONE
                : Rate.between(before.sent(), now.sent(), before.received(), now.received(), nanos);
        rates.put(key, rate);
        return rate;
    }

    private Ring ring(SeriesKey key) {
        return rings.computeIfAbsent(key, made -> new Ring());
    }

    /** A tunnel or path that is no more would stay for ever. */
    private void forget(NodeStatus status) {
        if (status.tunnels().stream()
                        .mapToInt(tunnel -> 1 + tunnel.paths().size())
                        .sum()
                < counters.size()) {
            rates.clear();
            counters.keySet()
                    .removeIf(key -> status.tunnels().stream()
                            .noneMatch(tunnel -> tunnel.peer().equals(key.tunnel())
                                    && (key.path().isEmpty()
                                            || tunnel.paths().stream()
                                                    .anyMatch(
                                                            path -> path.name().equals(key.path())))));
            rings.keySet().retainAll(counters.keySet());
        }
    }
}
