package dev.braid.control.tunnel;

import dev.braid.node.contract.FlowList;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** One TCP connection that has a carrier of its own: who speaks with whom and how much, never what. */
@Schema(name = "Connection")
record ConnectionView(
        @Schema(
                allowableValues = {"outbound", "inbound"},
                description = "outbound: opened behind the edge")
        String direction,

        @Schema(example = "192.168.10.2:51034") String source,
        @Schema(example = "203.0.113.80:443") String destination,
        long ageSeconds,
        long bytesSent,
        long bytesReceived,

        @Schema(example = "[\"dsl\", \"lte\"]", description = "Uplinks that carry it now")
        List<String> paths) {
    static ConnectionView of(FlowList.Flow flow) {
        return new ConnectionView(
                flow.direction(),
                flow.source(),
                flow.destination(),
                flow.ageSeconds(),
                flow.bytesOut(),
                flow.bytesIn(),
                flow.paths());
    }
}
