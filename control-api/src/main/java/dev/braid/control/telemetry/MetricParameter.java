package dev.braid.control.telemetry;

import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Metrics in a query are spelt as in an answer. */
@Component
class MetricParameter implements Converter<String, Metric> {
    @Override
    public Metric convert(String text) {
        return Metric.ofText(text);
    }
}
