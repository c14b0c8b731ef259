package dev.braid.node.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Keys that we know by name. Ask for each with {@link #field}, then {@link #end} reports what nobody asked for. */
final class Section {
    private final Context context;
    private final String path;
    private final String pattern;
    private final int line;
    private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    Section(Context context, String path, String pattern, int line, @Nullable MappingNode mapping) {
        this.context = context;
        this.path = path;
        this.pattern = pattern;
        this.line = line;
        if (mapping != null) {
            mapping.getValue().forEach(this::add);
        }
    }

    static Section top(Context context, MappingNode mapping) {
        return new Section(context, "", "", 1, mapping);
    }

    /** The value under {@code key}, present or not. */
    Field field(String key) {
        known.add(key);
        NodeTuple tuple = tuples.get(key);
        context.keys().note(below(pattern, key), tuple != null);
        return Field.of(
                context,
                below(path, key),
                below(pattern, key),
                tuple == null ? line : lineOf(tuple),
                tuple == null ? null : tuple.getValueNode());
    }

    /** Reports keys that only {@code otherKind} has, with a reason of their own. */
    void refuse(Set<String> keys, String thisKind, String otherKind) {
        for (String key : keys) {
            NodeTuple tuple = tuples.remove(key);
            if (tuple != null) {
                context.problems()
                        .error(
                                lineOf(tuple),
                                below(path, key),
                                "belongs to " + otherKind + ", and this file makes " + thisKind,
                                "Remove it, or change 'kind'");
            }
        }
    }

    /** Reports every key that has not been asked for. */
    void end() {
        tuples.forEach((key, tuple) -> {
            if (!known.contains(key)) {
                context.problems()
                        .error(
                                lineOf(tuple),
                                below(path, key),
                                "is not a known key",
                                Spelling.remedy(Values.shown(key), known));
            }
        });
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            context.problems()
                    .error(lineOf(tuple), path, "a key must be a word, not a list or a section", "Write 'key: value'");
            return;
        }
        NodeTuple first = tuples.putIfAbsent(key.getValue(), tuple);
        if (first != null) {
            context.problems()
                    .error(
                            lineOf(tuple),
                            below(path, key.getValue()),
                            "is there twice, first on line " + lineOf(first),
                            "Remove one of the two");
        }
    }

    private static int lineOf(NodeTuple tuple) {
        return tuple.getKeyNode().getStartMark().getLine() + 1;
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? Values.shown(key) : path + "." + Values.shown(key);
    }
}
