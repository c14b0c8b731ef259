package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeStatus;
import io.swagger.v3.oas.annotations.media.Schema;

/** The datagram lane of a tunnel: packets of light flows, each on two paths at once. */
@Schema(name = "Datagrams")
public record DatagramsView(
        @Schema(description = "Each counted once, however many copies there were")
        long outboundPackets,

        long inboundPackets,
        long bytesSent,
        long bytesReceived,

        @Schema(description = "Packets sent that had one path only, and went by a carrier too")
        long copiesByCarrier,

        @Schema(description = "Copies that came when their packet had come already")
        long doubles,

        @Schema(description = "Datagrams that were damaged, forged or too old")
        long refused) {

    static DatagramsView of(NodeStatus.Datagrams datagrams) {
        return new DatagramsView(
                datagrams.packetsOut(),
                datagrams.packetsIn(),
                datagrams.bytesOut(),
                datagrams.bytesIn(),
                datagrams.copiesByCarrier(),
                datagrams.doubles(),
                datagrams.refused());
    }
}
