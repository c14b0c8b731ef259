package dev.braid.control.telemetry;

import dev.braid.control.event.Event;
import dev.braid.control.event.Events;
import dev.braid.control.event.NewEvent;
import dev.braid.control.web.StoreFailure;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Where reports come in: once a second from each node, on the thread of its request. */
@Component
public class Intake {
    private static final long REFUSED_NS = 1_000_000_000;

    private final Live live;
    private final Frames frames;
    private final Events events;
    private final Notices notices;
    private final Clock clock;
    private final AtomicLong accepted = new AtomicLong();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private volatile long refusedAt = System.nanoTime() - REFUSED_NS;

    Intake(Live live, Frames frames, Events events, Notices notices, Clock clock, MeterRegistry meters) {
        this.live = live;
        this.frames = frames;
        this.events = events;
        this.notices = notices;
        this.clock = clock;
        FunctionCounter.builder("braid.control.reports", accepted, AtomicLong::get)
                .description("Reports of nodes that were taken in")
                .register(meters);
    }

    /**
     * Returns when the report counts: figures are in memory, and what happened is in the store.
     *
     * @param node its name in the certificate
     * @return whether the store took the report's events; else they have to come again
     */
    public boolean accept(String node, NodeReport report) {
        Instant at = clock.instant();
        NodeLive known = live.node(node);
        boolean returns = known == null || known.isSilent();
        boolean isNews = live.accept(node, report, at);
        if (isNews) {
            changed.add(node);
        }
        NodeLive now = live.node(node);
        if ((isNews || returns) && now != null) {
            frames.changed(now);
        }
        if (returns) {
            notices.add(List.of(NewEvent.ofNode(
                    at, Event.Severity.INFO, "node-connected", node, "Node " + node + " reports.", Map.of())));
            ifStoreTakes(notices::tell);
        }
        accepted.incrementAndGet();
        return report.events().isEmpty() || now == null || tell(now, node, report.events());
    }

    private boolean tell(NodeLive now, String node, List<NodeEvent> events) {
        if (!now.beginsToTell()) {
            return false;
        }
        List<NodeEvent> told = List.of();
        try {
            List<NodeEvent> fresh = now.fresh(events);
            if (!ifStoreTakes(() -> this.events.publish(
                    fresh.stream().map(event -> NodeEvents.of(node, event)).toList()))) {
                return false;
            }
            told = fresh;
            return true;
        } finally {
            now.endsToTell(told);
        }
    }

    /** Nobody tries for a second after the store has refused: a thousand nodes ask again each second. */
    private boolean ifStoreTakes(Runnable write) {
        if (System.nanoTime() - refusedAt < REFUSED_NS) {
            return false;
        }
        try {
            write.run();
            return true;
        } catch (DataAccessException | TransactionException e) {
            if (!StoreFailure.passes(e)) {
                throw e;
            }
            refusedAt = System.nanoTime();
            return false;
        }
    }

    /** Nodes whose state is another since the last call. */
    Set<String> drainChanged() {
        Set<String> drained = Set.copyOf(changed);
        changed.removeAll(drained);
        return drained;
    }
}
