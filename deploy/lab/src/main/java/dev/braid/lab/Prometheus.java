package dev.braid.lab;

/** Reads the text that nodes answer at /metrics. */
final class Prometheus {
    private Prometheus() {}

    /** The sum over all series of the metric {@code name}; 0 when there is none. */
    static double sum(String page, String name) {
        return page.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                // The last word is the value: we write no timestamps.
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
