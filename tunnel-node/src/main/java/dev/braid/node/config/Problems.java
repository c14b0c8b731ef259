package dev.braid.node.config;

import dev.braid.node.config.Problem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file. */
final class Problems {
    /** More than a person wants to read; also bounds what a hostile file can make us keep. */
    static final int MAX_KEPT = 200;

    private final List<Problem> kept = new ArrayList<>();
    private int errorCount;

    void error(int line, String field, String message, String remedy) {
        errorCount++;
        keep(new Problem(Severity.ERROR, line, field, message, remedy));
    }

    void warning(int line, String field, String message, String remedy) {
        keep(new Problem(Severity.WARNING, line, field, message, remedy));
    }

    boolean hasErrors() {
        return errorCount > 0;
    }

    /** In the order of the file. */
    List<Problem> sorted() {
        return kept.stream().sorted().toList();
    }

    private void keep(Problem problem) {
        if (kept.size() < MAX_KEPT) {
            kept.add(problem);
        } else if (kept.size() == MAX_KEPT) {
            kept.add(new Problem(
                    Severity.ERROR,
                    0,
                    "",
                    "there are more than " + MAX_KEPT + " problems, the first ones found follow",
                    "Mend these and check again"));
        }
    }
}
