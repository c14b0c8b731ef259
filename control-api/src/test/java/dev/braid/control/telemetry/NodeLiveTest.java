package dev.braid.control.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeLiveTest {
    private static final Instant AT = Instant.parse("2026-11-29T14:02:11Z");

    private final NodeLive node = new NodeLive("home");

    @Test
    void aReportAheadOfItsSecondTellsTheStateAndLeavesTheRateToTheNext() {
        node.accept(report(NodeStatus.State.UP, 0), AT, 0);
        node.accept(report(NodeStatus.State.UP, 1_000), AT, nanos(1_000));
        assertThat(rate()).isEqualTo(8_000);

        assertThat(node.accept(report(NodeStatus.State.DOWN, 1_900), AT, nanos(1_100)))
                .isTrue();
        assertThat(now().tunnels().getFirst().state()).isEqualTo("down");
        assertThat(rate()).isEqualTo(8_000);

        node.accept(report(NodeStatus.State.DOWN, 2_000), AT, nanos(2_000));
        assertThat(rate()).isEqualTo(8_000);
    }

    @Test
    void ratesAreByTheClockThatTheBytesWereCountedBy() {
        node.accept(report(path(0, 5_000)), AT, 0);
        // The report took its time; what it tells of did not.
        node.accept(report(path(1_000, 6_000)), AT, nanos(1_900));
        assertThat(pathRate()).isEqualTo(8_000);
        // Nothing was counted since.
        node.accept(report(path(1_000, 6_000)), AT, nanos(2_400));
        assertThat(pathRate()).isEqualTo(8_000);
        // The node's machine was started anew.
        node.accept(report(path(0, 100)), AT, nanos(4_000));
        assertThat(pathRate()).isZero();
        node.accept(report(path(2_000, 1_100)), AT, nanos(5_000));
        assertThat(pathRate()).isEqualTo(16_000);
    }

    private long pathRate() {
        return now().rate("fra", "dsl").outboundBitsPerSecond();
    }

    @Test
    void whatAnswersNothingHasNoRoundTrip() {
        node.accept(report(path(0, 1_000, 20, 0.9)), AT, 0);
        node.accept(report(path(0, 2_000, 20, 1)), AT.plusSeconds(1), nanos(1_000));
        long second = AT.getEpochSecond();
        node.eachSeries((key, ring) -> {
            if (key.path().equals("dsl")) {
                assertThat(ring.read(second, second + 2))
                        .extracting(Sample::rttMs)
                        .containsExactly(20.0, 0.0);
            }
        });
    }

    static NodeStatus.Path path(long sentBytes, long countedMs) {
        return path(sentBytes, countedMs, 0, 0);
    }

    private static NodeStatus.Path path(long sentBytes, long countedMs, double rttMs, double lossRatio) {
        return new NodeStatus.Path(
                "dsl",
                NodeStatus.State.UP,
                null,
                rttMs,
                0,
                1,
                sentBytes,
                0,
                0,
                1,
                "use",
                "flat",
                "eth1",
                "",
                AT,
                0,
                lossRatio,
                0,
                0,
                0,
                0,
                null,
                false,
                countedMs);
    }

    static NodeReport report(NodeStatus.Path path) {
        return report(NodeStatus.State.UP, 0, List.of(path));
    }

    private NodeNow now() {
        return Objects.requireNonNull(node.now());
    }

    private long rate() {
        return now().rate("fra", "").outboundBitsPerSecond();
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static NodeReport report(NodeStatus.State state, long sentBytes) {
        return report(state, sentBytes, List.of());
    }

    private static NodeReport report(NodeStatus.State state, long sentBytes, List<NodeStatus.Path> paths) {
        NodeStatus.Tunnel tunnel = new NodeStatus.Tunnel(
                "fra",
                state,
                null,
                Instant.EPOCH,
                List.of(),
                List.of(),
                paths,
                new NodeStatus.Flow(0, sentBytes),
                new NodeStatus.Flow(0, 0),
                0,
                Map.of());
        NodeStatus status = new NodeStatus("edge", "home", "1", Instant.EPOCH, 10, List.of(tunnel), List.of());
        return new NodeReport("1", 1, null, null, 0, null, List.of(), status, List.of());
    }
}
