package dev.braid.lab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The results for a person, 80 columns wide, and for a program. */
final class Report {
    private Report() {}

    static String table(Machine machine, int rounds, Results results) {
        StringBuilder text = new StringBuilder("\n%s%n".formatted(machine));
        text.append("Medians of %d rounds; Braid and bare kernel MPTCP (BBR) in turns.%n%n".formatted(rounds));
        text.append("%-46s %10s %10s %7s%n".formatted("", "bare", "Braid", "ratio"));
        results.rows()
                .forEach((name, row) -> text.append("%-46s %10s %10s %7s%n"
                        .formatted(name, figure(row.bare.median()), figure(row.braid.median()), ratio(row.ratio()))));
        spread(text, results);
        if (!results.doubts().isEmpty()) {
            text.append("\nDoubtful, measure again on a quiet machine:\n");
            results.doubts().forEach(doubt -> text.append("  ").append(doubt).append('\n'));
        }
        return text.toString();
    }

    /** What a median hides: of figures that speak of silence, the least and the worst. */
    private static void spread(StringBuilder text, Results results) {
        List<Map.Entry<String, Results.Row>> of = results.rows().entrySet().stream()
                .filter(e -> e.getKey().contains("silen")
                        && e.getValue().braid.values().size() > 1)
                .toList();
        if (of.isEmpty()) {
            return;
        }
        text.append("%n%-46s %10s %10s %7s%n".formatted("Braid, of all rounds", "least", "median", "worst"));
        of.forEach(e -> {
            List<Double> sorted = e.getValue().braid.values().stream().sorted().toList();
            text.append("%-46s %10s %10s %7s%n"
                    .formatted(
                            e.getKey(),
                            figure(sorted.getFirst()),
                            figure(e.getValue().braid.median()),
                            figure(sorted.getLast())));
        });
    }

    static String json(Machine machine, int rounds, Results results) {
        Map<String, Object> figures = new LinkedHashMap<>();
        results.rows()
                .forEach((name, row) -> figures.put(name, Map.of("bare", side(row.bare), "braid", side(row.braid))));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("rounds", rounds);
        all.put("figures", figures);
        all.put("doubts", results.doubts());
        return new JsonMapper().writeValueAsString(all);
    }

    /** JSON has no NaN: what was not measured has no median. */
    private static Map<String, Object> side(Samples samples) {
        List<Double> values = samples.values().stream().filter(Double::isFinite).toList();
        double median = samples.median();
        return Double.isFinite(median) ? Map.of("median", median, "samples", values) : Map.of("samples", values);
    }

    private static String figure(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return (Math.abs(value) < 10 ? "%.2f" : Math.abs(value) < 100 ? "%.1f" : "%.0f").formatted(value);
    }

    private static String ratio(double value) {
        return Double.isFinite(value) ? "%.2f".formatted(value) : "";
    }
}
