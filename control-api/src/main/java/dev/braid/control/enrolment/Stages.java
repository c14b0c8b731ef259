package dev.braid.control.enrolment;

import dev.braid.control.telemetry.Live;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import org.springframework.stereotype.Component;

/** Reads a machine's progress off its last report. */
@Component
class Stages {
    private final Live live;

    Stages(Live live) {
        this.live = live;
    }

    Stage of(String node) {
        return live.find(node).map(now -> of(now.report())).orElse(Stage.ENROLLED);
    }

    private static Stage of(NodeReport report) {
        NodeStatus status = report.status();
        if (status == null || status.tunnels().stream().noneMatch(t -> t.state() == NodeStatus.State.UP)) {
            return Stage.SESSION;
        }
        boolean carries = status.tunnels().stream().anyMatch(t -> t.inboundBytes() > 0 && t.outboundBytes() > 0);
        return carries ? Stage.FIRST_PACKET : Stage.TUNNEL_UP;
    }
}
