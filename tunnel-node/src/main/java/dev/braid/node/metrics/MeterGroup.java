package dev.braid.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The series of one subject, a tunnel or a path, read through suppliers when Prometheus asks. Closing takes them all out, and
 * lets go of the suppliers. Safe for any thread.
 *
 * <pre>{@code
 * MeterGroup meters = metrics.group("tunnel", "home");
 * meters.counter(Metric.OUTBOUND_TUNNEL_BYTES, () -> bytes, "lane", "packet");
 * meters.gauge(Metric.TUNNEL_UP, () -> isUp ? 1 : 0);
 * }</pre>
 */
public final class MeterGroup implements AutoCloseable {
    private final MeterRegistry registry;
    private final Tags common;
    private final Set<MeterGroup> open;
    /** Also keeps the suppliers alive: the registry holds on to counters' subjects weakly. */
    private final Map<Meter, Object> meters = new ConcurrentHashMap<>();

    /** @param open all groups that are not closed; being in it is what keeps a group that nobody else holds */
    MeterGroup(MeterRegistry registry, Set<MeterGroup> open, String... labels) {
        this.registry = registry;
        this.open = open;
        this.common = Tags.of(labels);
        open.add(this);
    }

    /** {@code value} only ever grows while the group lives. */
    public void counter(Metric metric, LongSupplier value, String... labels) {
        Tags tags = tags(metric, Metric.Type.COUNTER, labels);
        meters.put(
                FunctionCounter.builder(metric.metricName(), value, LongSupplier::getAsLong)
                        .description(metric.help())
                        .tags(tags)
                        .register(registry),
                value);
    }

    /** A counter of seconds; {@code nanoseconds} only ever grow while the group lives. */
    public void seconds(Metric metric, LongSupplier nanoseconds, String... labels) {
        Tags tags = tags(metric, Metric.Type.COUNTER, labels);
        meters.put(
                FunctionCounter.builder(metric.metricName(), nanoseconds, ns -> ns.getAsLong() / 1e9)
                        .description(metric.help())
                        .tags(tags)
                        .register(registry),
                nanoseconds);
    }

    public void gauge(Metric metric, DoubleSupplier value, String... labels) {
        Tags tags = tags(metric, Metric.Type.GAUGE, labels);
        meters.put(
                Gauge.builder(metric.metricName(), value, DoubleSupplier::getAsDouble)
                        .description(metric.help())
                        .tags(tags)
                        .strongReference(true)
                        .register(registry),
                value);
    }

    @Override
    public void close() {
        meters.keySet().removeIf(meter -> {
            registry.remove(meter);
            return true;
        });
        open.remove(this);
    }

    /** A wrong label or a second series of the same name is a fault in the wiring, so it is loud, and at start. */
    private Tags tags(Metric metric, Metric.Type type, String... labels) {
        Tags tags = common.and(labels);
        List<String> names = tags.stream().map(tag -> tag.getKey()).toList();
        if (metric.type() != type || !new HashSet<>(names).equals(new HashSet<>(metric.labels()))) {
            throw new IllegalArgumentException(
                    metric + " is a " + metric.type() + " with labels " + metric.labels() + ", not " + names);
        }
        if (registry.find(metric.metricName()).tags(tags).meter() != null) {
            throw new IllegalStateException(metric.metricName() + tags + " is registered already");
        }
        return tags;
    }
}
