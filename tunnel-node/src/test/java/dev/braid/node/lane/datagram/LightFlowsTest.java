package dev.braid.node.lane.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LightFlowsTest {
    private static final int PLENTY = 10_000_000;
    private static final int CALL = 17;
    private static final int DOWNLOAD = 18;

    private final LightFlows flows = new LightFlows(new LightFlows.SharedBucket(PLENTY));
    private long nowNs = -5_000_000_000L; // nanoTime may be negative

    private int lightOf(LightFlows of, int flow, int packets, int bytes, int everyMs) {
        int light = 0;
        for (int i = 0; i < packets; i++) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(everyMs);
            light += of.isLight(flow, bytes, nowNs) ? 1 : 0;
        }
        return light;
    }

    @Test
    void aCallIsLightForAsLongAsItLasts() {
        assertThat(lightOf(flows, CALL, 10_000, 200, 20)).isEqualTo(10_000);
    }

    @Test
    void bulkIsLightForItsFirstBurstOnly() {
        int light = lightOf(flows, DOWNLOAD, 10_000, 1_000, 1);
        assertThat(light).isBetween(LightFlows.FLOW_BURST_BYTES / 1_000, LightFlows.FLOW_BURST_BYTES / 1_000 + 3);
    }

    @Test
    void oneFlowsBulkTakesNothingFromAnother() {
        for (int i = 0; i < 1_000; i++) {
            lightOf(flows, DOWNLOAD, 20, 1_000, 1);
            assertThat(flows.isLight(CALL, 200, nowNs)).isTrue();
        }
    }

    @Test
    void aFlowThatHasCalmedDownIsLightAgain() {
        lightOf(flows, DOWNLOAD, 1_000, 1_000, 1);
        assertThat(lightOf(flows, DOWNLOAD, 1, 1_000, 100)).as("at once").isZero();
        assertThat(lightOf(flows, DOWNLOAD, 1, 1_000, 2_000)).as("later").isEqualTo(1);
    }

    @Test
    void aFlowAboveItsRateDoesNotChangeLanesAtEveryPacket() {
        int changes = 0;
        boolean was = true;
        for (int i = 0; i < 5_000; i++) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(10);
            boolean is = flows.isLight(DOWNLOAD, 700, nowNs); // 70 kB/s
            changes += is != was ? 1 : 0;
            was = is;
        }
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void aFlowOfLargePacketsTakesItsSmallOnesAlong() {
        flows.isLarge(CALL, nowNs);
        assertThat(lightOf(flows, CALL, 30, 100, 20)).as("for half a second").isZero();
        assertThat(lightOf(flows, CALL, 1, 100, 1_000)).isEqualTo(1);
    }

    @Test
    void aFlowThatWasLightLongAgoIsNotSoBehindLargePackets() {
        assertThat(lightOf(flows, CALL, 1, 100, 20)).isEqualTo(1);
        for (int i = 0; i < 1_000; i++) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(5);
            flows.isLarge(CALL, nowNs);
        }
        assertThat(lightOf(flows, CALL, 1, 100, 5)).isZero();
    }

    @Test
    void manyLightFlowsTogetherStayWithinTheSum() {
        LightFlows few = new LightFlows(new LightFlows.SharedBucket(50_000));
        long light = 0;
        for (int ms = 0; ms < 10_000; ms++) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(1);
            light += few.isLight(ms % 100, 1_000, nowNs) ? 1_000 : 0; // 1 MB/s over 100 flows
        }
        assertThat(light).isBetween(450_000L, 600_000L);
    }
}
