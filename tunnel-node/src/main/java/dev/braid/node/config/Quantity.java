package dev.braid.node.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Figures with a unit, decimal as network people count: {@code 50GB}, {@code 10mbit}, {@code 200ms}, {@code 5%}. */
final class Quantity {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([A-Za-z%/]*)");
    private static final Map<String, Integer> BITS =
            Map.of("bit", 0, "kbit", 3, "mbit", 6, "gbit", 9, "bit/s", 0, "kbit/s", 3, "mbit/s", 6, "gbit/s", 9);
    private static final Map<String, Integer> BYTES = Map.of("b", 0, "kb", 3, "mb", 6, "gb", 9, "tb", 12);
    private static final Map<String, Integer> NANOSECONDS = Map.of("ms", 6, "s", 9);

    private Quantity() {}

    static long bitsPerSecond(Field field, long absent, long min, long max) {
        return number(field, BITS, absent, min, max, "Write it as '10mbit', from 100kbit to 400gbit");
    }

    static long bytes(Field field, long absent) {
        return number(field, BYTES, absent, 1, 1_000_000_000_000_000L, "Write it as '50GB', up to 1000TB");
    }

    /** In nanoseconds. */
    static long duration(Field field, long absent, long min, long max) {
        return number(field, NANOSECONDS, absent, min, max, "Write it as '200ms', from 1ms to 10s");
    }

    /** 0 to 1; over 0 when it is there. */
    static double ratio(Field field, double absent) {
        BigDecimal value = read(field, Map.of("%", -2), "Write it as '5%', more than 0 and up to 100");
        if (value == null) {
            return absent;
        }
        if (value.signum() <= 0 || value.compareTo(BigDecimal.ONE) > 0) {
            field.error("it is out of range", "Write it as '5%', more than 0 and up to 100");
            return absent;
        }
        return value.doubleValue();
    }

    private static long number(
            Field field, Map<String, Integer> units, long absent, long min, long max, String remedy) {
        BigDecimal value = read(field, units, remedy);
        if (value == null) {
            return absent;
        }
        if (value.compareTo(BigDecimal.valueOf(min)) < 0 || value.compareTo(BigDecimal.valueOf(max)) > 0) {
            field.error("it is out of range", remedy);
            return absent;
        }
        return value.longValue();
    }

    /** In the base unit; null when absent or after a problem. */
    private static @Nullable BigDecimal read(Field field, Map<String, Integer> units, String remedy) {
        String text = field.text();
        if (text == null) {
            return null;
        }
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        Integer power = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (power == null) {
            field.error("'" + Values.shown(text) + "' is not a figure with its unit", remedy);
            return null;
        }
        return new BigDecimal(matcher.group(1)).movePointRight(power);
    }
}
