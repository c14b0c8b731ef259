package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;

/** A report without its figures: equal texts mean that nothing happened in between. */
final class Signature {
    private Signature() {}

    static String of(NodeReport report) {
        StringBuilder text = new StringBuilder(128)
                .append(report.version())
                .append('|')
                .append(report.revisionReached())
                .append('|')
                .append(report.refusal())
                .append('|')
                .append(report.trial())
                .append('|')
                .append(report.listNumber());
        NodeStatus status = report.status();
        if (status != null) {
            status.tunnels().forEach(tunnel -> append(text, tunnel));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, NodeStatus.Tunnel tunnel) {
        text.append('|').append(tunnel.peer()).append(tunnel.state()).append(tunnel.reason());
        for (NodeStatus.Path path : tunnel.paths()) {
            text.append(',').append(path.name()).append(path.state()).append(path.reason());
        }
    }
}
