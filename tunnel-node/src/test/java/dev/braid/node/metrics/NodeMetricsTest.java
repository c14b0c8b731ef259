package dev.braid.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
    private final NodeMetrics metrics = new NodeMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void everyMetricAppearsUnderItsOwnName() {
        for (Metric metric : Metric.values()) {
            List<String> labels = new ArrayList<>();
            metric.labels().forEach(label -> labels.addAll(List.of(label, "x")));
            MeterGroup group = metrics.group(labels.toArray(String[]::new));
            switch (metric.type()) {
                case COUNTER -> group.counter(metric, () -> 7);
                case GAUGE -> group.gauge(metric, () -> 7);
            }
        }
        String page = metrics.scrape();
        for (Metric metric : Metric.values()) {
            assertThat(page)
                    .containsPattern("(?m)^" + metric.metricName() + "(\\{[^}]*})? 7(\\.0)?$")
                    .contains("# HELP " + metric.metricName() + " " + metric.help());
        }
    }

    @Test
    void readsSuppliersWhenScraped() {
        AtomicLong bytes = new AtomicLong(1);
        metrics.group("tunnel", "home").counter(Metric.OUTBOUND_TUNNEL_BYTES, bytes::get, "lane", "packet");
        metrics.scrape();
        bytes.set(1234);

        assertThat(metrics.scrape())
                .containsPattern("braid_outbound_tunnel_bytes_total\\{lane=\"packet\",tunnel=\"home\"} 1234(\\.0)?");
    }

    @Test
    void keepsCountersOfAGroupThatNobodyHoldsWhenTheGarbageIsCollected() {
        AtomicLong fallbacks = new AtomicLong();
        metrics.group("tunnel", "home").counter(Metric.CARRIER_FALLBACKS, fallbacks::get);
        System.gc();
        fallbacks.set(5);

        assertThat(metrics.scrape()).containsPattern("braid_carrier_fallbacks_total\\{tunnel=\"home\"} 5");
    }

    @Test
    void closingGroupRemovesItsSeriesOnly() {
        MeterGroup home = metrics.group("tunnel", "home");
        home.gauge(Metric.TUNNEL_UP, () -> 1);
        metrics.group("tunnel", "office").gauge(Metric.TUNNEL_UP, () -> 1);

        home.close();

        assertThat(metrics.scrape()).contains("tunnel=\"office\"").doesNotContain("tunnel=\"home\"");
        metrics.group("tunnel", "home").gauge(Metric.TUNNEL_UP, () -> 0);
        assertThat(metrics.scrape()).contains("tunnel=\"home\"");
    }

    @Test
    void refusesWrongLabelsAndTypes() {
        MeterGroup group = metrics.group("tunnel", "home");

        assertThatIllegalArgumentException().isThrownBy(() -> group.gauge(Metric.PATH_UP, () -> 1));
        assertThatIllegalArgumentException().isThrownBy(() -> group.gauge(Metric.TUNNEL_UP, () -> 1, "user", "eve"));
        assertThatIllegalArgumentException().isThrownBy(() -> group.counter(Metric.TUNNEL_UP, () -> 1));
    }

    @Test
    void refusesSecondSeriesOfSameName() {
        MeterGroup group = metrics.group("tunnel", "home");
        group.gauge(Metric.TUNNEL_UP, () -> 1);

        assertThatIllegalStateException().isThrownBy(() -> group.gauge(Metric.TUNNEL_UP, () -> 0));
    }

    @Test
    void showsTheJvm() {
        metrics.bindJvm();

        assertThat(metrics.scrape()).contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "jvm_gc_");
    }
}
