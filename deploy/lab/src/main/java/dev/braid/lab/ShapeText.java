package dev.braid.lab;

import dev.braid.lab.LinkShape.QueueLimit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Link shapes as people write them: {@code 100mbit,10ms}, {@code 50mbit,25ms,queue=80ms,loss=0.5%,jitter=2ms}. Units are those
 * of tc(8): bit, kbit, mbit, gbit; us, ms, s; b, kb, mb; %.
 */
final class ShapeText {
    private static final QueueLimit DEFAULT_QUEUE = new QueueLimit.Time(50_000_000);
    private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)([a-z%]*)");

    private ShapeText() {}

    /** Queue 50 ms unless the text says otherwise. */
    static LinkShape parse(String text) {
        return parse(text, DEFAULT_QUEUE);
    }

    static LinkShape parse(String text, QueueLimit queue) {
        LinkShape shape = new LinkShape(0, 0, 0, 0, queue, false);
        String[] parts = text.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 0 && i > 1) {
                throw new IllegalArgumentException(
                        "'" + parts[i] + "' is no key=value; a shape is RATE,DELAY[,KEY=VALUE...]");
            }
            String key = equals >= 0 ? parts[i].substring(0, equals) : i == 0 ? "rate" : "delay";
            shape = with(shape, key, parts[i].substring(equals + 1));
        }
        return shape;
    }

    /** {@code shape} with one property changed, as {@code lab set} does it. */
    static LinkShape with(LinkShape shape, String key, String value) {
        return switch (key) {
            case "rate" -> shape.withRate(rate(value));
            case "delay" -> shape.withDelayNs(timeNs(value));
            case "jitter" -> shape.withJitterNs(timeNs(value));
            case "loss" -> shape.withLoss(fraction(value));
            case "queue" -> shape.withQueue(queue(value));
            case "blackhole" -> shape.withBlackhole(onOff(value));
            default ->
                throw new IllegalArgumentException(
                        "'" + key + "' is none of rate, delay, jitter, loss, queue, blackhole, carrier");
        };
    }

    static boolean onOff(String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("'" + value + "' is neither on nor off");
        };
    }

    static String describe(LinkShape shape) {
        String queue = switch (shape.queue()) {
            case QueueLimit.Time(long ns) -> number(ns / 1e6) + "ms";
            case QueueLimit.Bytes(long bytes) -> bytes + "b";
        };
        StringBuilder text = new StringBuilder()
                .append(shape.rateBitsPerSecond() == 0 ? "unlimited" : number(shape.rateBitsPerSecond() / 1e6) + "mbit")
                .append(',')
                .append(number(shape.delayNs() / 1e6))
                .append("ms,queue=")
                .append(queue);
        if (shape.loss() > 0) {
            text.append(",loss=").append(number(shape.loss() * 100)).append('%');
        }
        if (shape.jitterNs() > 0) {
            text.append(",jitter=").append(number(shape.jitterNs() / 1e6)).append("ms");
        }
        return text.append(shape.blackhole() ? ",blackhole=on" : "").toString();
    }

    private static long rate(String value) {
        if (value.equals("unlimited")) {
            return 0;
        }
        Matcher m = quantity(value, "a rate such as 20mbit");
        double factor = switch (m.group(2)) {
            case "bit" -> 1;
            case "kbit" -> 1e3;
            case "mbit" -> 1e6;
            case "gbit" -> 1e9;
            default -> throw noUnit(value, "bit, kbit, mbit, gbit");
        };
        long bits = Math.round(Double.parseDouble(m.group(1)) * factor);
        if (bits == 0) {
            throw new IllegalArgumentException(
                    "a rate of nothing carries nothing; did you mean blackhole, or unlimited?");
        }
        return bits;
    }

    private static long timeNs(String value) {
        Matcher m = quantity(value, "a time such as 30ms");
        double factor = switch (m.group(2)) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> throw noUnit(value, "us, ms, s");
        };
        return Math.round(Double.parseDouble(m.group(1)) * factor);
    }

    private static double fraction(String value) {
        Matcher m = quantity(value, "a loss such as 0.5%");
        if (!m.group(2).equals("%")) {
            throw noUnit(value, "%");
        }
        return Double.parseDouble(m.group(1)) / 100;
    }

    private static QueueLimit queue(String value) {
        Matcher m = quantity(value, "a queue such as 50ms or 300kb");
        double number = Double.parseDouble(m.group(1));
        return switch (m.group(2)) {
            case "b" -> new QueueLimit.Bytes(Math.round(number));
            case "kb" -> new QueueLimit.Bytes(Math.round(number * 1e3));
            case "mb" -> new QueueLimit.Bytes(Math.round(number * 1e6));
            default -> new QueueLimit.Time(timeNs(value));
        };
    }

    private static Matcher quantity(String value, String example) {
        Matcher m = QUANTITY.matcher(value.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + value + "' is not " + example);
        }
        return m;
    }

    private static IllegalArgumentException noUnit(String value, String units) {
        return new IllegalArgumentException("'" + value + "' needs one of the units " + units);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
