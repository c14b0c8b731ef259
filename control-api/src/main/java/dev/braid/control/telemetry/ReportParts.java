package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeReport;
import java.util.List;

/** Reports with something left out. */
final class ReportParts {
    private ReportParts() {}

    static NodeReport withoutEvents(NodeReport report) {
        return new NodeReport(
                report.version(),
                report.revisionReached(),
                report.refusal(),
                report.trial(),
                report.listNumber(),
                report.certificateNotAfter(),
                report.interfaces(),
                report.status(),
                List.of());
    }
}
