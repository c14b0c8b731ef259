package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.node.mptcp.Subflow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathTrafficTest {
    private final PathTraffic traffic = new PathTraffic();
    private final Object first = new Object();
    private final Object second = new Object();

    private void sample(Object carrier, Subflow... subflows) {
        traffic.sample(List.of(new PathTraffic.Sample(carrier, List.of(subflows))), PathTrafficTest::name);
    }

    private static String name(Subflow subflow) {
        return subflow.local().getAddress().getHostAddress();
    }

    private PathTraffic.Figures of(String name) {
        PathTraffic.Figures figures = traffic.figures().get(name);
        if (figures == null) {
            throw new AssertionError("no path " + name);
        }
        return figures;
    }

    @Test
    void sumsGrowByWhatSubflowsHaveCarriedSince() {
        sample(first, Subflows.of("10.0.0.1", 1, 1_000, 100));
        sample(first, Subflows.of("10.0.0.1", 1, 1_500, 300));
        assertThat(of("10.0.0.1").bytesSent()).isEqualTo(1_500);
        assertThat(of("10.0.0.1").bytesReceived()).isEqualTo(300);
        assertThat(of("10.0.0.1").subflows()).isOne();
    }

    @Test
    void whatDoesNotArriveIsNotCarried() {
        sample(first, Subflows.partlyAcked("10.0.0.1", 1, 1_000, 1_000));
        sample(first, Subflows.partlyAcked("10.0.0.1", 1, 9_000, 1_200));
        assertThat(of("10.0.0.1").bytesSent()).isEqualTo(1_200);
    }

    @Test
    void sumsStayWhenSubflowsGoAndCountersBeginAgain() {
        sample(first, Subflows.of("10.0.0.1", 1, 1_000, 100));
        sample(first);
        assertThat(of("10.0.0.1").bytesSent()).isEqualTo(1_000);
        assertThat(of("10.0.0.1").subflows()).isZero();
        assertThat(of("10.0.0.1").rttNs()).isZero();
        sample(first, Subflows.of("10.0.0.1", 2, 10, 0));
        sample(second, Subflows.of("10.0.0.1", 2, 5, 0));
        assertThat(of("10.0.0.1").bytesSent()).isEqualTo(1_015);
    }

    @Test
    void subflowsOfAllCarriersAddUp() {
        List<PathTraffic.Sample> samples = new ArrayList<>();
        samples.add(new PathTraffic.Sample(first, List.of(Subflows.of("10.0.0.1", 1, 100, 0))));
        samples.add(new PathTraffic.Sample(second, List.of(Subflows.of("10.0.0.1", 1, 200, 0))));
        traffic.sample(samples, PathTrafficTest::name);
        assertThat(of("10.0.0.1").subflows()).isEqualTo(2);
        assertThat(of("10.0.0.1").bytesSent()).isEqualTo(300);
        assertThat(of("10.0.0.1").congestionWindowSegments()).isEqualTo(20);
    }

    @Test
    void sharesAreOfAllPathsAndFollowTheTraffic() {
        sample(first, Subflows.of("10.0.0.1", 1, 3_000, 0), Subflows.of("10.0.0.2", 1, 1_000, 0));
        assertThat(of("10.0.0.1").share()).isCloseTo(0.75, within(0.001));
        assertThat(of("10.0.0.2").share()).isCloseTo(0.25, within(0.001));
        for (int i = 1; i <= 40; i++) {
            sample(first, Subflows.of("10.0.0.1", 1, 3_000, 0), Subflows.of("10.0.0.2", 1, 1_000 + i * 1_000L, 0));
        }
        assertThat(of("10.0.0.2").share()).isGreaterThan(0.99);
    }

    @Test
    void subflowsThatAreNotEstablishedCountForNothingButTheirBytes() {
        sample(first, Subflows.in(2, "10.0.0.1", 1, 60, 0));
        assertThat(of("10.0.0.1").subflows()).isZero();
        assertThat(of("10.0.0.1").bytesSent()).isEqualTo(60);
    }

    @Test
    void aPeerThatNamesEverNewPathsFillsNoMemory() {
        for (int i = 0; i < 1_000; i++) {
            int round = i;
            traffic.sample(
                    List.of(new PathTraffic.Sample(first, List.of(Subflows.of("10.0.0.1", i, 1, 0)))),
                    _ -> "path-" + round);
        }
        assertThat(traffic.figures()).hasSizeLessThan(40);
        assertThat(traffic.figures().values().stream()
                        .mapToLong(PathTraffic.Figures::bytesSent)
                        .sum())
                .isEqualTo(1_000);
    }
}
