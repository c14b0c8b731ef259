package dev.braid.node;

import dev.braid.node.admin.StatusSocket;
import dev.braid.node.admin.Verb;
import dev.braid.node.agent.Ways;
import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.contract.FlowList;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.StatusJson;
import dev.braid.node.contract.WireJson;
import dev.braid.node.identity.TrustFailure;
import dev.braid.node.metrics.MetricsEndpoint;
import dev.braid.node.metrics.NodeMetrics;
import dev.braid.node.tunnel.TunnelBook;
import dev.braid.node.tunnel.TunnelState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Puts the rooms together. */
final class Node {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final long RECHECK_S = 2;
    /** A result has to fit in one message to the control plane. */
    private static final int FLOWS_MAX = 500;

    private final Base base;
    private final TunnelBook book;
    private final Side side;
    private final Meters meters;
    private final StatusReport report;
    private final FlowReport flows;

    private Node(NodeSpec spec, Runnable news) throws Exception {
        base = new Base(spec);
        try {
            book = new TunnelBook(tunnels(spec), InstantSource.system());
            side = base.own(side(spec, news));
            meters = new Meters(base.own(new NodeMetrics()), spec, base, book, side);
            report = new StatusReport(spec, book, side);
            flows = new FlowReport(book, side, base.streams);
            base.own(StatusSocket.open(spec.statusSocket(), verbs()));
            openMetrics(spec, meters);
            every(RECHECK_S, "braid-recheck", () -> {
                recheckTrust();
                restoreTables();
                side.recheck();
                meters.follow();
            });
        } catch (Exception e) {
            base.close();
            throw e;
        }
    }

    /** Is the node that {@code spec} describes until the process is asked to stop; throws when it cannot start. */
    static void run(NodeSpec spec) throws Exception {
        UntilStopped.run(spec.name(), spec.kind(), () -> start(spec)::close);
    }

    static Node start(NodeSpec spec) throws Exception {
        return start(spec, () -> {});
    }

    /** @param news run when a path is in another state, and its {@link #status} says so; on any thread, and soon done */
    static Node start(NodeSpec spec, Runnable news) throws Exception {
        return new Node(spec, news);
    }

    /** Becomes what {@code next} says, live; false when that takes a new node. Safe to repeat. */
    boolean follow(NodeSpec next) throws IOException {
        boolean followed = next.workers() == base.loops.size() && side.follow(next);
        if (followed) {
            meters.follow();
        }
        return followed;
    }

    NodeStatus status() {
        return report.now();
    }

    /** Oldest first, the newest {@code max} of those behind {@code id}. */
    List<NodeEvent> eventsAfter(long id, int max) {
        return side.eventsAfter(id, max);
    }

    /** Measures something once, and waits for it. */
    JsonNode obey(String command, @Nullable JsonNode arguments) throws IOException {
        return command.equals(FlowList.COMMAND)
                ? WireJson.read(flows.busiest(FLOWS_MAX).json(), JsonNode.class)
                : side.obey(command, arguments);
    }

    Ways ways() {
        return side.ways();
    }

    /** Our own certificate on disk is another: handshakes from now on show it. Those who are connected stay so. */
    void renew(NodeSpec spec) throws IOException {
        base.renew(spec);
    }

    void close() {
        base.close();
    }

    private Side side(NodeSpec spec, Runnable news) throws Exception {
        return switch (spec) {
            case NodeSpec.Edge edge -> new EdgeSide(edge, base, book, news);
            case NodeSpec.HubNode hub -> new HubSide(hub, base, book);
        };
    }

    private static List<String> tunnels(NodeSpec spec) {
        return switch (spec) {
            case NodeSpec.Edge edge -> List.of(edge.hubs().getFirst().name());
            case NodeSpec.HubNode hub ->
                hub.edges().stream().map(NodeSpec.EdgeGrant::name).toList();
        };
    }

    private Map<String, Verb> verbs() {
        Map<String, Verb> verbs = new HashMap<>(side.verbs());
        verbs.put("status", _ -> StatusJson.write(report.now()));
        verbs.put("flows", _ -> flows.now().json());
        return verbs;
    }

    private void openMetrics(NodeSpec spec, Meters meters) throws Exception {
        if (spec.metrics() != null) {
            base.own(MetricsEndpoint.open(spec.metrics(), meters.metrics()));
        }
    }

    private void every(long seconds, String name, Runnable task) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        base.own(executor);
        executor.scheduleWithFixedDelay(() -> logged(task), seconds, seconds, TimeUnit.SECONDS);
    }

    /** A peer whose certificate has been revoked, or has run out, is cut while it is connected too. */
    void recheckTrust() {
        for (TunnelState tunnel : book.tunnels()) {
            for (Carrier carrier : tunnel.allCarriers()) {
                Optional<TrustFailure> failure = base.trust.recheck(carrier.certificate());
                failure.ifPresent(
                        f -> carrier.close(CarrierEnd.reason(f), "the peer's certificate is no longer trusted"));
            }
        }
    }

    private void restoreTables() {
        try {
            List<String> restored = base.host.restoreTables();
            if (!restored.isEmpty()) {
                log.atWarn()
                        .addKeyValue("tables", restored)
                        .log("Another program has removed our firewall tables; they are back");
            }
        } catch (IOException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("Our firewall tables could not be restored");
        }
    }

    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("A recurring task failed", e);
        }
    }
}
