package dev.braid.node.path;

import dev.braid.node.contract.NodeSpec.Cost;
import dev.braid.node.contract.NodeSpec.Role;
import dev.braid.node.path.probe.ProbeFigures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one path now.
 *
 * @param name the uplink's; at a hub as the edge names it
 * @param rttNs lowest smoothed round trip of its subflows, or of its probes when it has none; 0 when nothing is known
 * @param congestionWindowSegments sum over its subflows
 * @param share of the tunnel's bytes lately, both directions, 0 to 1
 * @param countedNs when the bytes were counted, by {@link System#nanoTime}; 0 when they were not
 * @param edge what only an edge knows; null at a hub
 */
public record PathReport(
        String name,
        PathVerdict verdict,
        int subflows,
        long rttNs,
        long congestionWindowSegments,
        long bytesSent,
        long bytesReceived,
        long segmentsSent,
        long segmentsReceived,
        long retransmits,
        double share,
        long countedNs,
        @Nullable Edge edge) {
    /**
     * The edge's own part.
     *
     * @param interfaceName "" while there is none
     * @param detail the figures behind the verdict, for a person
     * @param since of the verdict
     * @param usage null when nobody counts
     */
    public record Edge(
            Role role,
            Cost cost,
            String interfaceName,
            String detail,
            Instant since,
            ProbeFigures probes,
            @Nullable DataUsage usage,
            boolean disabled) {}

    static PathReport of(String name, PathVerdict verdict, PathTraffic.Figures f) {
        return of(name, verdict, f, null);
    }

    static PathReport of(String name, PathVerdict verdict, PathTraffic.Figures f, @Nullable Edge edge) {
        long rttNs = f.rttNs() == 0 && edge != null ? edge.probes().rttNs() : f.rttNs();
        return new PathReport(
                name,
                verdict,
                f.subflows(),
                rttNs,
                f.congestionWindowSegments(),
                f.bytesSent(),
                f.bytesReceived(),
                f.segmentsSent(),
                f.segmentsReceived(),
                f.retransmits(),
                f.share(),
                f.countedNs(),
                edge);
    }
}
