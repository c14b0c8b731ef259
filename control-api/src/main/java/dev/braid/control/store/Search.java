package dev.braid.control.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words that must all be somewhere in a row, in whatever case: a condition, so that all that is kept is searched. */
public final class Search {
    /** Of what a person types; so that nobody sends a condition of a thousand parts. */
    public static final int MOST_CHARACTERS = 100;

    private final List<String> words;

    private Search(List<String> words) {
        this.words = words;
    }

    public static Search of(@Nullable String text) {
        return new Search(Arrays.stream(
                        (text == null ? "" : text).toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    /** To be put after another condition; columns may be null. */
    public String and(String... columns) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            sql.append(" AND LOWER(COALESCE(")
                    .append(String.join(", '') || ' ' || COALESCE(", columns))
                    .append(", '')) LIKE :word")
                    .append(i)
                    .append(" ESCAPE '!'");
        }
        return sql.toString();
    }

    public Map<String, String> params() {
        Map<String, String> params = new HashMap<>();
        for (String word : words) {
            params.put("word" + params.size(), "%" + word.replaceAll("[!%_]", "!$0") + "%");
        }
        return params;
    }
}
