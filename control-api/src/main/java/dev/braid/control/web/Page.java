package dev.braid.control.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor to be given as {@code cursor} for the next part; null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** Bounds of {@code limit} wherever a list is asked for. */
    public static final int DEFAULT_LIMIT = 100;

    public static final int MOST = 1_000;

    /** Of {@code limit + 1} rows that were read, the first {@code limit}; the last of them is where the next page begins. */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> key) {
        if (read.size() <= limit) {
            return new Page<>(List.copyOf(read), null);
        }
        List<T> items = List.copyOf(read.subList(0, limit));
        return new Page<>(items, encode(key.apply(items.getLast())));
    }

    /** The key to read on after; the empty text begins at the start. */
    public static String after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    public static long afterNumber(@Nullable String cursor, long start) {
        String key = after(cursor);
        try {
            return key.isEmpty() ? start : Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw badCursor();
        }
    }

    private static Problem badCursor() {
        return Problem.of(Code.INVALID_PARAMETER, "cursor is not one that an answer of this list gave.");
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
