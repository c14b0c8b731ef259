package dev.braid.control.telemetry;

import dev.braid.node.contract.NodeStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One authenticated connection of a tunnel. */
@Schema(name = "Carrier")
public record CarrierView(
        int index,
        @Schema(example = "packet") String lane,
        @Schema(example = "up") String state,
        @Schema(example = "TLSv1.3") @Nullable String protocol,
        @Schema(example = "X25519MLKEM768") @Nullable String group,
        boolean mptcp,
        int subflows,
        long ageSeconds,
        long bytesSent,
        long bytesReceived) {

    static CarrierView of(NodeStatus.Carrier carrier) {
        return new CarrierView(
                carrier.index(),
                carrier.lane(),
                Words.of(carrier.state()),
                carrier.protocol(),
                carrier.group(),
                carrier.mptcp(),
                carrier.subflows(),
                carrier.ageSeconds(),
                carrier.bytesSent(),
                carrier.bytesReceived());
    }
}
