package dev.braid.node.config;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/** From bytes to YAML nodes with their marks. Nothing is constructed from the nodes, so tags can do no harm. */
final class YamlText {
    /** Room for some five thousand edges. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_COLLECTION_ALIASES = 20;

    private YamlText() {}

    /** The top mapping, or null after telling {@code problems} why there is none. */
    static @Nullable MappingNode compose(byte[] bytes, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.error(
                    0, "", "the file is larger than " + MAX_BYTES + " bytes", "Is this the configuration of a node?");
            return null;
        }
        String text = decode(bytes, problems);
        return text == null ? null : compose(text, problems);
    }

    private static @Nullable MappingNode compose(String text, Problems problems) {
        try {
            Node root = yaml().compose(new StringReader(text));
            return root == null ? noMapping(0, "the file is empty", problems) : mapping(root, problems);
        } catch (ReaderException e) {
            problems.error(
                    lineAt(text, e.getPosition()),
                    "",
                    String.format("character U+%04X is not allowed in YAML", e.getCodePoint()),
                    "Remove it");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.error(line, "", "this is not YAML: " + oneLine(e), remedy(e));
        } catch (YAMLException e) {
            problems.error(0, "", "this is not usable YAML: " + oneLine(e), "Write it out plainly");
        }
        return null;
    }

    private static @Nullable MappingNode mapping(Node root, Problems problems) {
        return root instanceof MappingNode mapping
                ? mapping
                : noMapping(root.getStartMark().getLine() + 1, "the file holds no 'key: value' lines", problems);
    }

    private static @Nullable MappingNode noMapping(int line, String message, Problems problems) {
        problems.error(line, "", message, "Start from deploy/examples/edge-minimal.yaml or hub-minimal.yaml");
        return null;
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_COLLECTION_ALIASES);
        options.setAllowRecursiveKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options);
    }

    private static @Nullable String decode(byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            out.flip();
            problems.error(
                    lineAt(out.toString(), out.length()), "", "the file is not UTF-8 text here", "Save it as UTF-8");
            return null;
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static int lineAt(String text, int position) {
        return 1
                + (int) text.codePoints().limit(position).filter(c -> c == '\n').count();
    }

    private static String oneLine(YAMLException e) {
        String problem = e instanceof MarkedYAMLException marked ? marked.getProblem() : e.getMessage();
        return problem == null
                ? "it cannot be read"
                : Values.shown(problem.strip().replaceAll("\\s+", " "));
    }

    private static String remedy(MarkedYAMLException e) {
        if (oneLine(e).contains("tag")) {
            return "Write plain values, without '!'";
        }
        return oneLine(e).contains("TAB")
                ? "Indent with spaces, YAML knows no tabs"
                : "Check the indentation, the colons and the quotes here and on the line above";
    }
}
