package dev.braid.lab.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What came out, and whether that is good enough. Bounds are far below what a quiet machine shows: they tell a bond from a
 * broken one, the bench tells how good it is.
 *
 * @param sumMbit what reached the LAN host's programs with both links, without what the tunnel adds
 * @param dslShare of what both links carried meanwhile, 0 to 1
 * @param cutMbit median of the seconds without dsl
 * @param silenceSeconds the longest time without an answer to a ping every 50 ms through the tunnel, over the whole run
 * @param backSeconds from plugging the cable in to the first second in which dsl carries a quarter of its rate; NaN when never
 * @param broken why the transfer did not reach its end; empty when it did
 */
record Verdict(
        double sumMbit,
        double dslShare,
        double lteShare,
        double cutMbit,
        double silenceSeconds,
        double backSeconds,
        double pingMs,
        long transferredBytes,
        double tunnelUpSeconds,
        String broken) {
    static final double DSL_MBIT = 100;
    static final double LTE_MBIT = 50;
    /** While the transfer finds its speed. */
    static final int START_SECONDS = 3;

    private static final double LEAST_SHARE = 0.15;
    private static final double LONGEST_SILENCE_SECONDS = 3;

    /**
     * The transfer as its own program saw it.
     *
     * @param bothMbit mean while both links were there, after the start
     */
    record Transfer(long bytes, double bothMbit, String broken) {}

    static Verdict of(List<Second> seconds, Transfer transfer, double silenceSeconds, double tunnelUpSeconds) {
        List<Second> both = in(seconds, s -> s.phase() == Phase.BOTH && s.number() > START_SECONDS);
        double dsl = both.stream().mapToDouble(Second::dslMbit).sum();
        double lte = both.stream().mapToDouble(Second::lteMbit).sum();
        double all = Math.max(dsl + lte, 1e-9);
        // The first second after the cut still has what was under way.
        List<Second> cut = in(seconds, s -> s.phase() == Phase.CUT && s.number() > Phase.BOTH.seconds() + 1);
        return new Verdict(
                transfer.bothMbit(),
                dsl / all,
                lte / all,
                median(cut, Second::sumMbit),
                silenceSeconds,
                back(seconds),
                median(both, Second::pingMs),
                transfer.bytes(),
                tunnelUpSeconds,
                transfer.broken());
    }

    private static double back(List<Second> seconds) {
        int restored = Phase.BOTH.seconds() + Phase.CUT.seconds();
        return seconds.stream()
                .filter(s -> s.phase() == Phase.BACK && s.dslMbit() > DSL_MBIT / 4)
                .mapToDouble(s -> s.number() - restored)
                .findFirst()
                .orElse(Double.NaN);
    }

    boolean isPass() {
        return failures().isEmpty();
    }

    /** In plain words, what is not as it should be. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (!broken.isEmpty()) {
            failures.add("the transfer broke: " + broken);
        }
        if (dslShare < LEAST_SHARE || lteShare < LEAST_SHARE) {
            failures.add("one link carried next to nothing");
        }
        if (!(sumMbit > DSL_MBIT)) {
            failures.add("both links together were no faster than the better one alone");
        }
        if (!(cutMbit > LTE_MBIT / 2)) {
            failures.add("with dsl cut, the other link did not carry on");
        }
        if (Double.isNaN(backSeconds)) {
            failures.add("dsl was not used again after it came back");
        }
        // Not "greater than": no answer at all is NaN.
        if (!(silenceSeconds <= LONGEST_SILENCE_SECONDS)) {
            failures.add("the tunnel was silent for more than %.0f s".formatted(LONGEST_SILENCE_SECONDS));
        }
        return failures;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("verdict", isPass() ? "PASS" : "FAIL");
        figures.put("failures", failures());
        figures.put("sumMbitPerSecond", sumMbit);
        figures.put("dslShare", dslShare);
        figures.put("lteShare", lteShare);
        figures.put("sumWhileCutMbitPerSecond", cutMbit);
        figures.put("longestSilenceSeconds", silenceSeconds);
        figures.put("backInUseSeconds", backSeconds);
        figures.put("pingUnderLoadMs", pingMs);
        figures.put("transferredBytes", transferredBytes);
        figures.put("tunnelUpSeconds", tunnelUpSeconds);
        // JSON has no NaN.
        figures.replaceAll((_, value) -> value instanceof Double d && d.isNaN() ? "none" : value);
        return figures;
    }

    private static List<Second> in(List<Second> seconds, Predicate<Second> which) {
        return seconds.stream().filter(which).toList();
    }

    private static double median(List<Second> seconds, ToDoubleFunction<Second> figure) {
        double[] sorted = DoubleStream.of(seconds.stream().mapToDouble(figure).toArray())
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
