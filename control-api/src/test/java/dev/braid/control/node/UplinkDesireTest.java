package dev.braid.control.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.uplink.UplinkSpec;
import dev.braid.node.contract.NodeSpec;
import org.junit.jupiter.api.Test;

class UplinkDesireTest {
    @Test
    void absentBoundsAreNone() {
        UplinkSpec spec = new UplinkSpec(
                "eth1", UplinkSpec.Role.USE, UplinkSpec.CostClass.FLAT, null, null, null, null, null, null, false);

        assertThat(UplinkDesire.of("dsl", spec)).isEqualTo(new NodeSpec.Uplink("dsl", "eth1"));
    }

    @Test
    void everythingThatIsAskedReachesTheNode() {
        UplinkSpec spec = spec(false);

        assertThat(UplinkDesire.of("lte", spec))
                .isEqualTo(new NodeSpec.Uplink(
                        "lte",
                        "wwan*",
                        NodeSpec.Role.STANDBY,
                        NodeSpec.Cost.METERED,
                        new NodeSpec.Rate(10_000_000, 50_000_000),
                        new NodeSpec.Limits(200_000_000, 0.05, 40_000_000),
                        new NodeSpec.DataCap(50_000_000_000L, 12, 0.9, NodeSpec.AtCap.STOP)));
    }

    @Test
    void whatAPersonHasTakenOutIsNeverUsed() {
        assertThat(UplinkDesire.of("lte", spec(true)).role()).isEqualTo(NodeSpec.Role.NEVER);
    }

    private static UplinkSpec spec(boolean disabled) {
        return new UplinkSpec(
                "wwan*",
                UplinkSpec.Role.STANDBY,
                UplinkSpec.CostClass.METERED,
                10_000_000L,
                50_000_000L,
                40_000_000L,
                200L,
                0.05,
                new UplinkSpec.DataCap(50_000_000_000L, 12, 0.9, UplinkSpec.AtCap.STOP),
                disabled);
    }
}
