package dev.braid.lab.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;

/** A page of metrics as Prometheus would read it: series, labels and all, to their values. */
record Scrape(Map<String, Double> series) {
    Scrape {
        series = Map.copyOf(series);
    }

    static Scrape parse(String page) {
        Map<String, Double> series = new HashMap<>();
        page.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            series.put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
        });
        return new Scrape(series);
    }

    /** Sum over the series of this name that have all these labels, each given as {@code key="value"}; 0 without any. */
    double sum(String name, String... labels) {
        return series.entrySet().stream()
                .filter(e -> matches(e.getKey(), name, labels))
                .mapToDouble(Entry::getValue)
                .sum();
    }

    boolean has(String name, String... labels) {
        return series.keySet().stream().anyMatch(key -> matches(key, name, labels));
    }

    static String label(String key, String value) {
        return key + "=\"" + value + "\"";
    }

    private static boolean matches(String key, String name, String... labels) {
        if (!key.equals(name) && !key.startsWith(name + "{")) {
            return false;
        }
        for (String label : labels) {
            if (!key.contains("{" + label) && !key.contains("," + label)) {
                return false;
            }
        }
        return true;
    }
}
