package dev.braid.control.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One value that a change adds, removes or replaces.
 *
 * @param path JSON path of the value, {@code lan.prefixes[0]}
 */
public record Difference(
        String path,

        @Schema(type = "object", nullable = true, description = "JSON as it was; absent when it is new") @Nullable
        JsonNode before,

        @Schema(type = "object", nullable = true, description = "JSON as it will be; absent when it goes") @Nullable
        JsonNode after) {

    public static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> found = new ArrayList<>();
        compare("", before, after, found);
        return found;
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<Difference> found) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            TreeSet<String> names = new TreeSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            names.forEach(name ->
                    compare(path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name), found));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "[" + i + "]", before.path(i), after.path(i), found);
            }
        } else {
            found.add(new Difference(path, present(before), present(after)));
        }
    }

    private static @Nullable JsonNode present(JsonNode node) {
        return node instanceof MissingNode || node.isNull() ? null : node;
    }
}
