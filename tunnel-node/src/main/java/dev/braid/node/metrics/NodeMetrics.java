package dev.braid.node.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All meters of one node. Whoever owns figures takes a {@link #group} and closes it when its subject goes. */
public final class NodeMetrics implements AutoCloseable {
    /** The classic text format, which every Prometheus reads. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Set<MeterGroup> groups = ConcurrentHashMap.newKeySet();
    /** Listens to the collectors until closed. */
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /** Memory, garbage collection and threads of this JVM, under Micrometer's own {@code jvm_} names. */
    public void bindJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /**
     * Starts a group of series that come and go together.
     *
     * @param labels name, value, name, value: what all series of the group have in common, such as the tunnel
     */
    public MeterGroup group(String... labels) {
        return new MeterGroup(registry, groups, labels);
    }

    /** The page in {@link #CONTENT_TYPE}. Calls every supplier, on the calling thread. */
    public String scrape() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
