package dev.braid.node.config;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which keys the reader looked for and which of them the file has, as patterns with free names and positions left out: {@code
 * edges.*.lans}. By these a test holds that the annotated examples mention every key there is.
 */
final class Keys {
    private final SortedSet<String> asked = new TreeSet<>();
    private final SortedSet<String> present = new TreeSet<>();

    void note(String pattern, boolean isPresent) {
        asked.add(pattern);
        if (isPresent) {
            present.add(pattern);
        }
    }

    SortedSet<String> asked() {
        return asked;
    }

    SortedSet<String> present() {
        return present;
    }
}
