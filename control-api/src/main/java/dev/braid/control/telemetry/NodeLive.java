package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One node that reports to this instance. Its lock is held for the arithmetic of one report or one read, never for I/O.
 * Series are kept of what an edge sees: a hub's view of a thousand tunnels would say the same again.
 */
final class NodeLive {
    private record Counters(long sent, long received) {}

    private final String node;
    private final Map<SeriesKey, Ring> rings = new HashMap<>();
    private final Map<SeriesKey, Rate> rates = new HashMap<>();
    private final Map<SeriesKey, Counters> counters = new HashMap<>();
    private @Nullable NodeReport report;
    private Instant reportedAt = Instant.EPOCH;
    private long reportedNanos;
    private String signature = "";
    private boolean silent;
    private long eventSeen;

    NodeLive(String node) {
        this.node = node;
    }

    /** @return whether the state is another than at the last report, figures aside */
    synchronized boolean accept(NodeReport next, Instant at, long nowNanos) {
        long nanos = report == null ? 0 : nowNanos - reportedNanos;
        NodeStatus status = next.status();
        if (status != null) {
            forget(status);
            boolean keep = !"hub".equals(status.kind());
            status.tunnels().forEach(tunnel -> accept(tunnel, at.getEpochSecond(), nanos, keep));
        }
        report = next;
        reportedAt = at;
        reportedNanos = nowNanos;
        silent = false;
        String now = Signature.of(next);
        boolean changed = !now.equals(signature);
        signature = now;
        return changed;
    }

    /** Those that did not come before: a node sends again what it has no answer to. */
    synchronized List<NodeEvent> fresh(List<NodeEvent> events) {
        List<NodeEvent> fresh =
                events.stream().filter(event -> event.id() > eventSeen).toList();
        fresh.forEach(event -> eventSeen = Math.max(eventSeen, event.id()));
        return fresh;
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
        boolean becomes = !silent && report != null && reportedAt.isBefore(since);
        silent |= becomes;
        return becomes;
    }

    synchronized boolean isSilent() {
        return silent;
    }

    synchronized void eachSeries(BiConsumer<SeriesKey, Ring> use) {
        rings.forEach(use);
    }

    private void accept(NodeStatus.Tunnel tunnel, long second, long nanos, boolean keep) {
        SeriesKey key = new SeriesKey(tunnel.peer(), "");
        Rate rate = rate(key, tunnel.outboundBytes(), tunnel.inboundBytes(), nanos);
        Double rtt = TunnelView.lowestRtt(tunnel);
        if (keep) {
            ring(key).put(second, sample(rate, rtt == null ? 0 : rtt, 0, tunnel.state()));
        }
        for (NodeStatus.Path path : tunnel.paths()) {
            SeriesKey ofPath = new SeriesKey(tunnel.peer(), path.name());
            Rate pathRate = rate(ofPath, path.bytesSent(), path.bytesReceived(), nanos);
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
        return new Sample(rate.outboundBitsPerSecond(), rate.inboundBitsPerSecond(), rttMs, lossRatio, up ? 1 : 0);
    }

    private Rate rate(SeriesKey key, long sent, long received, long nanos) {
        Counters before = counters.put(key, new Counters(sent, received));
        Rate rate = before == null ? Rate.NONE : Rate.between(before.sent(), sent, before.received(), received, nanos);
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
