package dev.braid.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
    private static final Set<String> LABELS =
            Set.of("tunnel", "lane", "path", "reason", "protocol", "group", "kind", "version");

    @ParameterizedTest
    @EnumSource
    void nameSaysTypeAndUnit(Metric metric) {
        assertThat(metric.metricName()).matches("braid(_[a-z]+)+");
        if (metric.type() == Metric.Type.COUNTER) {
            assertThat(metric.metricName())
                    .matches(
                            "braid_(outbound_|inbound_|carrier_)[a-z_]*(bytes|packets|segments|handshakes|fallbacks|refused|streams|seconds|misses)_total");
        } else {
            assertThat(metric.metricName()).doesNotContain("_total");
        }
        assertThat(metric.metricName()).doesNotContainPattern("_(ms|millis|micros|nanos|bits|kb|mb)(_|$)");
    }

    @ParameterizedTest
    @EnumSource
    void labelsComeFromClosedList(Metric metric) {
        assertThat(LABELS).containsAll(metric.labels());
        assertThat(metric.labels()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void hasHelpAndNameOfItsOwn(Metric metric) {
        assertThat(metric.help()).isNotBlank().doesNotEndWith(".");
        assertThat(Arrays.stream(Metric.values()).map(Metric::metricName)).containsOnlyOnce(metric.metricName());
    }
}
