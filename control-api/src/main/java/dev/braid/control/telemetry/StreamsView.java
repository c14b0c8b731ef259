package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** The stream lane of a tunnel: TCP connections, each on a carrier of its own. */
@Schema(name = "Streams")
public record StreamsView(
        @Schema(description = "Connections now, both directions")
        int open,

        @Schema(description = "Taken at this node, connected by the other")
        long opened,

        @Schema(description = "Taken at the other node, connected by this one")
        long originated,

        @Schema(description = "Connections by reason, both directions")
        Map<String, Long> refused,

        long bytesSent,
        long bytesReceived,

        @Schema(description = "From taking a connection until the other node had connected it")
        double meanOpenMs,

        @Schema(description = "Carriers ready for a connection")
        int idleCarriers,

        int busyCarriers) {

    static StreamsView of(NodeStatus.Streams streams) {
        return new StreamsView(
                streams.open(),
                streams.opened(),
                streams.originated(),
                streams.refused(),
                streams.bytesOut(),
                streams.bytesIn(),
                streams.meanOpenMs(),
                streams.idleCarriers(),
                streams.busyCarriers());
    }
}
