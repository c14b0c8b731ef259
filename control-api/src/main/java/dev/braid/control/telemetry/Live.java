package dev.braid.control.telemetry;

import dev.braid.control.store.Dialect;
import dev.braid.node.contract.NodeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The nodes that report to this instance, and what is known of the others from the store. */
@Component
public class Live {
    /** A report a second is expected; this many missed ones are no accident. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(10);

    private static final Duration STORED_IS_FRESH = Duration.ofSeconds(90);
    /** Nodes ask every 10 s for a control plane that is away. */
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(10);

    private final Map<String, NodeLive> nodes = new ConcurrentHashMap<>();
    private final Reports reports;
    private final Dialect dialect;
    private final java.time.Clock clock;

    Live(Reports reports, Dialect dialect, java.time.Clock clock) {
        this.reports = reports;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** Who reported shortly before this instance started, and reports to no other, is awaited: to be silent, too, is news. */
    @EventListener(ApplicationReadyEvent.class)
    void awaitNodes() {
        if (dialect == Dialect.SQLITE) {
            Instant now = clock.instant();
            for (NodeNow last : reports.since(now.minus(STORED_IS_FRESH))) {
                nodes.computeIfAbsent(last.node(), NodeLive::new).await(last, now.plus(COMES_BACK_WITHIN));
            }
        }
    }

    /** @return whether the node's state, figures aside, is another than before */
    boolean accept(String node, NodeReport report, Instant at) {
        return nodes.computeIfAbsent(node, NodeLive::new).accept(report, at, System.nanoTime());
    }

    Collection<Map.Entry<String, NodeLive>> all() {
        return nodes.entrySet();
    }

    @Nullable
    NodeLive node(String name) {
        return nodes.get(name);
    }

    void forget(String node) {
        nodes.remove(node);
    }

    /** The newest that is known of a node, by any instance. */
    public Optional<NodeNow> find(String node) {
        NodeLive live = nodes.get(node);
        NodeNow now = live == null ? null : live.now();
        if (now != null && isFresh(now.reportedAt(), SILENT_AFTER)) {
            return Optional.of(now);
        }
        Optional<NodeNow> stored = reports.find(node);
        return now != null && (stored.isEmpty() || !stored.get().reportedAt().isAfter(now.reportedAt()))
                ? Optional.of(now)
                : stored;
    }

    /** Whether it reports; another instance's nodes are written to the store once a minute. */
    public boolean isOnline(NodeNow now) {
        NodeLive live = nodes.get(now.node());
        return (live != null && live.reportedAt().equals(now.reportedAt()))
                ? isFresh(live.aliveAt(), SILENT_AFTER)
                : isFresh(now.reportedAt(), STORED_IS_FRESH);
    }

    private boolean isFresh(Instant at, Duration limit) {
        return at.isAfter(clock.instant().minus(limit));
    }
}
