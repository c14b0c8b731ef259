package dev.braid.control.event;

import java.util.Locale;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Severities in a query are spelt as in an answer. */
@Component
class SeverityParameter implements Converter<String, Event.Severity> {
    @Override
    public Event.Severity convert(String text) {
        return Event.Severity.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
