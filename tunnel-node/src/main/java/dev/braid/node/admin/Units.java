package dev.braid.node.admin;

import java.util.Locale;

/** Figures as people read them: decimal units, three digits, as network equipment has them. */
final class Units {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

    private Units() {}

    /** {@code 12.3 MB} */
    static String bytes(long count) {
        return scaled((double) count, "B");
    }

    /** {@code 94.1 Mbit/s} */
    static String rate(long bytes, double seconds) {
        return seconds <= 0 ? "-" : scaled(Math.max(0, bytes) * 8.0 / seconds, "bit/s");
    }

    /** The two largest parts: {@code 3 d 4 h}, {@code 12 min 5 s}. */
    static String seconds(long seconds) {
        long s = Math.max(0, seconds);
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min " + s % 60 + " s";
        }
        return s < 86_400 ? s / 3600 + " h " + s % 3600 / 60 + " min" : s / 86_400 + " d " + s % 86_400 / 3600 + " h";
    }

    static String milliseconds(double ms) {
        return ms <= 0 ? "-" : String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static String scaled(double value, String unit) {
        double rest = value;
        int prefix = 0;
        // 999.5 would be written as 1000 with three digits.
        while (rest >= 999.5 && prefix < PREFIXES.length - 1) {
            rest /= 1000;
            prefix++;
        }
        String format = prefix == 0 || rest >= 99.95 ? "%.0f %s%s" : rest >= 9.995 ? "%.1f %s%s" : "%.2f %s%s";
        return String.format(Locale.ROOT, format, rest, PREFIXES[prefix], unit);
    }
}
