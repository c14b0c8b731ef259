package dev.braid.lab.bench.paths;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, each figure beside what is asked of it. */
final class Ledger {
    /**
     * What is asked of a figure's median and of its worst; NaN where nothing is.
     *
     * @param most whether more is worse
     */
    record Asked(double median, double worst, boolean most) {
        static final Asked NOTHING = new Asked(Double.NaN, Double.NaN, true);

        static Asked atMost(double median, double worst) {
            return new Asked(median, worst, true);
        }

        static Asked atMost(double worst) {
            return new Asked(Double.NaN, worst, true);
        }

        static Asked atLeast(double worst) {
            return new Asked(Double.NaN, worst, false);
        }

        boolean isAny() {
            return !Double.isNaN(median) || !Double.isNaN(worst);
        }

        private boolean holds(double limit, double value) {
            return Double.isNaN(limit) || (most ? value <= limit : value >= limit);
        }
    }

    private record Row(Asked asked, List<Double> samples) {
        /** Best first; what never came about is infinitely late. */
        List<Double> sorted() {
            List<Double> sorted = samples.stream().sorted().toList();
            return asked.most ? sorted : sorted.reversed();
        }

        double median() {
            List<Double> sorted = sorted();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }

        double worst() {
            return sorted().getLast();
        }

        boolean holds() {
            return asked.holds(asked.median, median()) && asked.holds(asked.worst, worst());
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final PrintStream progress;

    Ledger(PrintStream progress) {
        this.progress = progress;
    }

    /** {@code name} ends with the unit; {@code detail} says what this round was. */
    void add(String name, Asked asked, double value, String detail) {
        rows.computeIfAbsent(name, _ -> new Row(asked, new ArrayList<>()))
                .samples
                .add(value);
        progress.printf("  %-62s %8s   %s%n", name, figure(value), detail);
    }

    void say(String line) {
        progress.println(line);
    }

    String table() {
        StringBuilder text =
                new StringBuilder("%n%-62s %3s %8s %8s   %-15s%n".formatted("", "n", "median", "worst", "asked"));
        rows.forEach((name, row) -> text.append("%-62s %3d %8s %8s   %-15s %s%n"
                .formatted(
                        name,
                        row.samples.size(),
                        figure(row.median()),
                        figure(row.worst()),
                        asked(row.asked),
                        row.asked.isAny() ? row.holds() ? "holds" : "MISSED" : "")
                .stripTrailing()
                .concat("\n")));
        return text.toString();
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        rows.forEach((name, row) -> {
            List<Double> finite = row.samples.stream().filter(Double::isFinite).toList();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("samples", finite);
            one.put("never", row.samples.size() - finite.size());
            if (row.asked.isAny()) {
                one.put("holds", row.holds());
            }
            all.put(name, one);
        });
        return new JsonMapper().writeValueAsString(all);
    }

    private static String asked(Asked asked) {
        String sign = asked.most ? "<=" : ">=";
        String median = Double.isNaN(asked.median) ? "" : "%s %s, ".formatted(sign, figure(asked.median));
        return Double.isNaN(asked.worst) ? "" : median + "%s %s".formatted(sign, figure(asked.worst));
    }

    private static String figure(double value) {
        if (!Double.isFinite(value)) {
            return "never";
        }
        return (value == Math.rint(value) || Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) < 1 ? "%.3f" : "%.2f")
                .formatted(value);
    }
}
