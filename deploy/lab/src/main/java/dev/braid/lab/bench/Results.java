package dev.braid.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All samples, in the order in which figures first came, and whatever makes a round doubtful. */
final class Results {
    /** Of one figure: measured over the bare kernel, over Braid, or both. */
    static final class Row {
        final Samples bare = new Samples();
        final Samples braid = new Samples();

        /** Braid's median over the bare one's; NaN when one of them is missing. */
        double ratio() {
            return braid.median() / bare.median();
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> doubts = new ArrayList<>();

    /** {@code name} ends with the unit: {@code home, 8 flows down, Mbit/s}. */
    Row row(String name) {
        return rows.computeIfAbsent(name, _ -> new Row());
    }

    void doubt(String sentence) {
        doubts.add(sentence);
    }

    Map<String, Row> rows() {
        return rows;
    }

    List<String> doubts() {
        return doubts;
    }
}
