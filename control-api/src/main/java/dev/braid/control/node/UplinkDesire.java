package dev.braid.control.node;

import dev.braid.control.uplink.UplinkSpec;
import dev.braid.node.contract.NodeSpec;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An uplink in the node's words, in which 0 is no bound. What a person has taken out is never used, whatever its role. */
final class UplinkDesire {
    private UplinkDesire() {}

    static NodeSpec.Uplink of(String name, UplinkSpec spec) {
        return new NodeSpec.Uplink(
                name,
                spec.interfaceName(),
                spec.takenOut()
                        ? NodeSpec.Role.NEVER
                        : NodeSpec.Role.valueOf(spec.role().name()),
                NodeSpec.Cost.valueOf(spec.costClass().name()),
                new NodeSpec.Rate(orNone(spec.upBitsPerSecond()), orNone(spec.downBitsPerSecond())),
                limits(spec),
                dataCap(spec.dataCap()));
    }

    private static NodeSpec.Limits limits(UplinkSpec spec) {
        Double maxLoss = spec.maxLossRatio();
        return new NodeSpec.Limits(
                TimeUnit.MILLISECONDS.toNanos(orNone(spec.maxLatencyMs())),
                maxLoss == null ? 0 : maxLoss,
                orNone(spec.standbyAboveBitsPerSecond()));
    }

    private static NodeSpec.@Nullable DataCap dataCap(UplinkSpec.@Nullable DataCap cap) {
        return cap == null
                ? null
                : new NodeSpec.DataCap(
                        cap.limitBytes(),
                        cap.billingDay(),
                        cap.warnAtRatio(),
                        NodeSpec.AtCap.valueOf(cap.atCap().name()));
    }

    private static long orNone(@Nullable Long bound) {
        return bound == null ? 0 : bound;
    }
}
