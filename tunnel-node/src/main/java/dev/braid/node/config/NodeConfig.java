package dev.braid.node.config;

import dev.braid.node.contract.NodeSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The door of this room: reads a node's configuration file. Never throws for what a file contains. */
public final class NodeConfig {
    /** Where a running node answers unless its file says otherwise. */
    public static final Path STATUS_SOCKET = Path.of("/run/braid/status.sock");

    private enum Kind {
        EDGE,
        HUB
    }

    private NodeConfig() {}

    /** Reads and checks {@code file}; relative paths in it start at its own directory. */
    public static Reading read(Path file, Machine machine) {
        Path absolute = file.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        try {
            return read(bytes(absolute), parent == null ? absolute : parent, machine, new Keys());
        } catch (IOException e) {
            return unreadable(absolute, machine, e);
        }
    }

    /**
     * The operator's socket, for asking a running node whose file may have problems by now: anything but this one key is
     * overlooked, and the default is answered when it cannot be read.
     */
    public static Path statusSocket(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        MappingNode root = YamlText.compose(bytes(absolute), new Problems());
        Path parent = absolute.getParent();
        if (root == null || parent == null) {
            return STATUS_SOCKET;
        }
        Context context = new Context(new Problems(), new Keys(), new LocalMachine(), parent);
        return Values.path(Section.top(context, root).field("status-socket"), STATUS_SOCKET);
    }

    /**
     * Reads {@code 127.0.0.1:9464}; null for {@code off}.
     *
     * @throws IOException saying what is wrong with it
     */
    public static @Nullable InetSocketAddress metricsAddress(String text) throws IOException {
        if (text.equals("off")) {
            return null;
        }
        Problems problems = new Problems();
        Context context = new Context(problems, new Keys(), new LocalMachine(), Path.of(""));
        ScalarNode node = new ScalarNode(Tag.STR, text, null, null, DumperOptions.ScalarStyle.PLAIN);
        InetSocketAddress address = Values.listen(
                new Field(context, "metrics", "metrics", 0, node), SharedReader.METRICS, "127.0.0.1:9464");
        if (problems.hasErrors()) {
            throw new IOException(problems.sorted().getFirst().describe("--metrics"));
        }
        return address;
    }

    static Reading read(byte[] bytes, Path directory, Machine machine, Keys keys) {
        Problems problems = new Problems();
        MappingNode root = YamlText.compose(bytes, problems);
        NodeSpec spec = root == null ? null : node(root, new Context(problems, keys, machine, directory));
        return spec == null || problems.hasErrors()
                ? new Reading.Refused(problems.sorted())
                : new Reading.Accepted(spec, problems.sorted());
    }

    /** Null when not even the kind is known; then nothing else can be said about the keys. */
    private static @Nullable NodeSpec node(MappingNode root, Context context) {
        Section top = Section.top(context, root);
        Kind kind = kind(top.field("kind").required("kind: edge"));
        if (kind == null) {
            return null;
        }
        NodeSpec spec = switch (kind) {
            case EDGE -> {
                top.refuse(HubReader.OWN_KEYS, "an edge", "a hub");
                yield EdgeReader.read(top, context);
            }
            case HUB -> {
                top.refuse(EdgeReader.OWN_KEYS, "a hub", "an edge");
                yield HubReader.read(top);
            }
        };
        top.end();
        return spec;
    }

    private static @Nullable Kind kind(Field field) {
        String text = field.text();
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        if (text != null) {
            field.error(
                    "there is no kind of node '" + Values.shown(text) + "'",
                    "Write 'kind: edge' behind uplinks, 'kind: hub' with a public address");
        }
        return null;
    }

    /** One byte more than we accept, so that a large file shows itself without being read whole. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(YamlText.MAX_BYTES + 1);
        }
    }

    private static Reading unreadable(Path file, Machine machine, IOException cause) {
        String fault = machine.fault(file);
        Problems problems = new Problems();
        problems.error(
                0,
                "",
                fault == null ? "cannot be read: " + cause.getMessage() : "the file " + fault,
                "Name a file that can be read; deploy/examples has some to start from");
        return new Reading.Refused(problems.sorted());
    }
}
