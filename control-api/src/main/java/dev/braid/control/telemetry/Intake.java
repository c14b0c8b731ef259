package dev.braid.control.telemetry;

import dev.braid.control.event.Event;
import dev.braid.control.event.Events;
import dev.braid.control.event.NewEvent;
import dev.braid.node.contract.NodeReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Where reports come in: once a second from each node, on the thread of its request. */
@Component
public class Intake {
    private final Live live;
    private final Frames frames;
    private final Events events;
    private final Clock clock;
    private final AtomicLong accepted = new AtomicLong();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    Intake(Live live, Frames frames, Events events, Clock clock, MeterRegistry meters) {
        this.live = live;
        this.frames = frames;
        this.events = events;
        this.clock = clock;
        FunctionCounter.builder("braid.control.reports", accepted, AtomicLong::get)
                .description("Reports of nodes that were taken in")
                .register(meters);
    }

    /**
     * Returns when the report counts: what happened is in the store, figures are in memory.
     *
     * @param node its name in the certificate
     */
    public void accept(String node, NodeReport report) {
        Instant at = clock.instant();
        NodeLive known = live.node(node);
        boolean returns = known == null || known.isSilent();
        boolean isNews = live.accept(node, report, at);
        if (isNews) {
            changed.add(node);
        }
        List<NewEvent> happened = new ArrayList<>();
        live.fresh(node, report.events()).forEach(event -> happened.add(NodeEvents.of(node, event)));
        if (returns) {
            happened.addFirst(NewEvent.ofNode(
                    Event.Severity.INFO, "node-connected", node, "Node " + node + " reports.", Map.of()));
        }
        NodeLive now = live.node(node);
        if ((isNews || returns) && now != null) {
            frames.changed(now);
        }
        events.publish(happened);
        accepted.incrementAndGet();
    }

    /** Nodes whose state is another since the last call. */
    Set<String> drainChanged() {
        Set<String> drained = Set.copyOf(changed);
        changed.removeAll(drained);
        return drained;
    }
}
