package dev.braid.node.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands for a field that another version's JSON does not have. */
final class Absent {
    private Absent() {}

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
