package dev.braid.control.node;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.Map;

/** Figures of one scrape, by metric. */
final class Families {
    private final Map<FleetMetric, GaugeSnapshot.Builder> gauges = new EnumMap<>(FleetMetric.class);
    private final Map<FleetMetric, CounterSnapshot.Builder> counters = new EnumMap<>(FleetMetric.class);

    void add(FleetMetric metric, long value, String... labels) {
        add(metric, (double) value, labels);
    }

    /** @param labels values, in the order in which the metric names them */
    void add(FleetMetric metric, double value, String... labels) {
        Labels of = Labels.of(metric.labels().toArray(String[]::new), labels);
        if (metric.isCounter()) {
            counters.computeIfAbsent(
                            metric,
                            made -> CounterSnapshot.builder().name(made.stem()).help(made.help()))
                    .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(of)
                            .value(value)
                            .build());
        } else {
            gauges.computeIfAbsent(
                            metric,
                            made -> GaugeSnapshot.builder().name(made.stem()).help(made.help()))
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(of)
                            .value(value)
                            .build());
        }
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        gauges.values().forEach(gauge -> all.metricSnapshot(gauge.build()));
        counters.values().forEach(counter -> all.metricSnapshot(counter.build()));
        return all.build();
    }
}
