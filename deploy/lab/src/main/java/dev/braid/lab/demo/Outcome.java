package dev.braid.lab.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All that the demo has to show. */
record Outcome(Verdict verdict, RoleChange change) {
    boolean isPass() {
        return failures().isEmpty();
    }

    /** In plain words, what is not as it should be. */
    List<String> failures() {
        List<String> failures = new ArrayList<>(verdict.failures());
        failures.addAll(change.failures());
        return failures;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = verdict.figures();
        figures.put("verdict", isPass() ? "PASS" : "FAIL");
        figures.put("failures", failures());
        figures.put("lteMbitPerSecondInUse", change.lteBeforeMbit());
        figures.put("secondsUntilTakenOut", change.outSeconds());
        figures.put("lteMbitPerSecondTakenOut", change.lteAfterMbit());
        figures.put("dslMbitPerSecondAlone", change.dslAfterMbit());
        return figures;
    }
}
