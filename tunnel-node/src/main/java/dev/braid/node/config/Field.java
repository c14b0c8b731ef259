package dev.braid.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of the file, or its absence, and where a person finds it.
 *
 * @param path as people write it, {@code edges.home.lans[0]}
 * @param pattern the same for {@link Keys}, {@code edges.*.lans[]}
 * @param line where the value starts, or where it would have to be added
 * @param node null when the key is absent or has nothing after its colon
 */
record Field(
        Context context,
        String path,
        String pattern,
        int line,
        @Nullable Node node) {
    static Field of(Context context, String path, String pattern, int keyLine, @Nullable Node node) {
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return new Field(context, path, pattern, keyLine, null);
        }
        // A section starts at its key for a person, and at its first key below for YAML.
        int line = node instanceof MappingNode ? keyLine : node.getStartMark().getLine() + 1;
        return new Field(context, path, pattern, line, node);
    }

    boolean isPresent() {
        return node != null;
    }

    void error(String message, String remedy) {
        context.problems().error(line, path, message, remedy);
    }

    void warning(String message, String remedy) {
        context.problems().warning(line, path, message, remedy);
    }

    /** Reports the absence of a value that has no default; {@code example} shows what to add. */
    Field required(String example) {
        if (!isPresent()) {
            error("is missing", "Add it, such as '" + example + "'");
        }
        return this;
    }

    /** The text of a single value; null when absent or, after a problem, when this is no single value. */
    @Nullable
    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        if (node != null) {
            error("must be a single value, but is " + kind(node), "Write the value behind the colon");
        }
        return null;
    }

    /** Everything below a key with fixed keys; an absent section is an empty one, so that all defaults apply. */
    Section section() {
        if (node instanceof MappingNode mapping) {
            return new Section(context, path, pattern, line, mapping);
        }
        if (node != null) {
            error("must hold 'key: value' lines, but is " + kind(node), "Indent its keys below it");
        }
        return new Section(context, path, pattern, line, null);
    }

    /** Everything below a key whose keys are names that a person chose, in the order of the file. */
    Map<String, Field> named(String example) {
        Map<String, Field> fields = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                addNamed(fields, tuple);
            }
        } else if (node != null) {
            error("must hold names with their values, but is " + kind(node), "Write it as '" + example + "'");
        }
        return fields;
    }

    private void addNamed(Map<String, Field> fields, NodeTuple tuple) {
        int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
        String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
        Field field = of(context, path + "." + Values.shown(name), pattern + ".*", keyLine, tuple.getValueNode());
        Field ofName = new Field(context, field.path, field.pattern, keyLine, tuple.getKeyNode());
        Values.name(ofName, name);
        if (fields.putIfAbsent(name, field) != null) {
            ofName.error("is there twice", "Join the two, or give one of them another name");
        }
    }

    /** The items of a list; a single value counts as a list of one. */
    List<Field> items() {
        List<Field> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                int itemLine = item.getStartMark().getLine() + 1;
                String position = path + "[" + items.size() + "]";
                items.add(of(context, position, pattern + "[]", itemLine, item).required("- value"));
            }
        } else if (node instanceof ScalarNode) {
            items.add(new Field(context, path, pattern + "[]", line, node));
        } else if (node != null) {
            error("must be a list, but is " + kind(node), "Write it as '[one, two]', or as lines that start with '- '");
        }
        return items;
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode mapping -> "a section of 'key: value' lines";
            case SequenceNode sequence -> "a list";
            default -> "a single value";
        };
    }
}
