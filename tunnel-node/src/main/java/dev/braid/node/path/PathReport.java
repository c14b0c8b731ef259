package dev.braid.node.path;

/**
 * What is known of one path now.
 *
 * @param name the uplink's; at a hub as the edge names it
 * @param rttNs lowest smoothed round trip of its subflows; 0 when it has none
 * @param congestionWindowSegments sum over its subflows
 * @param share of the tunnel's bytes lately, both directions, 0 to 1
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
        double share) {
    static PathReport of(String name, PathVerdict verdict, PathTraffic.Figures f) {
        return new PathReport(
                name,
                verdict,
                f.subflows(),
                f.rttNs(),
                f.congestionWindowSegments(),
                f.bytesSent(),
                f.bytesReceived(),
                f.segmentsSent(),
                f.segmentsReceived(),
                f.retransmits(),
                f.share());
    }

    static PathReport idle(String name, PathVerdict verdict) {
        return new PathReport(name, verdict, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
