package dev.braid.control.node;

import dev.braid.control.identity.Certificates;
import dev.braid.control.store.Store;
import dev.braid.control.telemetry.Live;
import dev.braid.control.telemetry.NodeNow;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what is observed of a node, against what is desired. */
@Component
public class Statuses {
    private static final Duration CERTIFICATE_NEAR_ITS_END = Duration.ofDays(7);

    private final Live live;
    private final Store store;
    private final Certificates certificates;

    Statuses(Live live, Store store, Certificates certificates) {
        this.live = live;
        this.store = store;
        this.certificates = certificates;
    }

    public NodeStatusView of(String node) {
        Long desired = store.jdbc()
                .sql("SELECT revision FROM desired_specs WHERE node = :node")
                .param("node", node)
                .query(Long.class)
                .optional()
                .orElse(null);
        return live.find(node).map(now -> of(node, now, desired)).orElseGet(() -> unseen(node, desired));
    }

    private NodeStatusView of(String node, NodeNow now, @Nullable Long desired) {
        NodeReport report = now.report();
        NodeStatus status = report.status();
        return new NodeStatusView(
                live.isOnline(now),
                now.reportedAt(),
                report.version(),
                status == null ? null : status.started(),
                desired,
                report.revisionReached() == 0 ? null : report.revisionReached(),
                refused(report.refusal()),
                trial(report.trial()),
                conditions(node, now, desired),
                report.certificateNotAfter(),
                report.interfaces(),
                status == null ? List.of() : status.warnings(),
                now.tunnels());
    }

    private NodeStatusView unseen(String node, @Nullable Long desired) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition("connected", false, "never-seen", "This node has never reported.", null));
        shutOut(node).ifPresent(conditions::addFirst);
        return new NodeStatusView(
                false, null, null, null, desired, null, null, null, conditions, null, List.of(), List.of(), List.of());
    }

    private List<Condition> conditions(String node, NodeNow now, @Nullable Long desired) {
        List<Condition> conditions = new ArrayList<>();
        boolean online = live.isOnline(now);
        Optional<Condition> shutOut = online ? Optional.empty() : shutOut(node);
        shutOut.ifPresent(conditions::add);
        conditions.add(new Condition(
                "connected",
                online,
                online ? null : "silent",
                online ? "It reports once a second." : "Its last report is of " + now.reportedAt() + ".",
                online ? null : now.reportedAt()));
        conditions.add(configured(now.report(), desired));
        conditions.add(carrying(now.report().status()));
        Instant end = now.report().certificateNotAfter();
        if (end != null && shutOut.isEmpty()) {
            boolean near = end.isBefore(store.now().plus(CERTIFICATE_NEAR_ITS_END));
            conditions.add(new Condition(
                    "certificate", !near, near ? "near-its-end" : null, "Its certificate ends at " + end + ".", null));
        }
        return conditions;
    }

    /** Comes first, since it is why there is no session. */
    private Optional<Condition> shutOut(String node) {
        return certificates
                .lastRevoked(node)
                .map(c -> new Condition(
                        "certificate",
                        false,
                        "revoked",
                        "Its certificate was revoked (" + c.reason() + "). It can join anew with a new key.",
                        c.revokedAt()));
    }

    private static Condition configured(NodeReport report, @Nullable Long desired) {
        if (desired == null) {
            return new Condition("configured", false, "nothing-desired", "Its spec says too little to run.", null);
        }
        if (report.revisionReached() == desired) {
            return new Condition("configured", true, null, "It runs revision " + desired + ".", null);
        }
        NodeReport.Refusal refusal = report.refusal();
        if (refusal != null && refusal.revision() == desired) {
            return new Condition(
                    "configured", false, "revision-refused", String.join(" ", refusal.reasons()), refusal.at());
        }
        boolean trial = report.trial() != null && report.trial().revision() == desired;
        return new Condition(
                "configured",
                false,
                trial ? "on-trial" : "on-the-way",
                trial
                        ? "Revision " + desired + " runs and has to prove itself."
                        : "Revision " + desired + " has not arrived.",
                null);
    }

    private static Condition carrying(@Nullable NodeStatus status) {
        List<NodeStatus.Tunnel> tunnels = status == null ? List.of() : status.tunnels();
        Optional<NodeStatus.Tunnel> up = tunnels.stream()
                .filter(tunnel -> tunnel.state() == NodeStatus.State.UP)
                .findFirst();
        if (up.isPresent()) {
            return new Condition(
                    "carrying",
                    true,
                    null,
                    "The tunnel with " + up.get().peer() + " is up.",
                    up.get().since());
        }
        String why = tunnels.stream()
                .map(NodeStatus.Tunnel::reason)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse("it has none");
        return new Condition(
                "carrying",
                false,
                tunnels.isEmpty() ? "no-tunnel" : "tunnel-down",
                "No tunnel is up: " + why + ".",
                null);
    }

    private static NodeStatusView.@Nullable Refused refused(NodeReport.@Nullable Refusal refusal) {
        return refusal == null
                ? null
                : new NodeStatusView.Refused(
                        refusal.revision(),
                        refusal.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        refusal.reasons(),
                        refusal.at());
    }

    private static NodeStatusView.@Nullable Trial trial(NodeReport.@Nullable Trial trial) {
        return trial == null ? null : new NodeStatusView.Trial(trial.revision(), trial.by(), trial.byPerson());
    }
}
