package dev.braid.node;

import dev.braid.node.agent.Enrolment;
import dev.braid.node.agent.NodeHome;
import dev.braid.node.agent.NodeHome.Joined;
import dev.braid.node.agent.SessionException;
import dev.braid.node.config.LocalMachine;
import dev.braid.node.config.NodeConfig;
import dev.braid.node.contract.JoinKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code join}: becomes a node of the control plane that made the key. */
@Command(
        name = "join",
        description = {
            "Join the control plane that made the key, and run.",
            "Other users of this machine see command lines: give the key as '-' (standard input) or as a file's path."
        })
final class JoinCommand implements Callable<Integer> {
    private static final int KEY_BYTES_MAX = 8192;

    @Parameters(paramLabel = "KEY", description = "The join key, '-' for standard input, or a file that holds it.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required.
    private String key;

    @Option(names = "--name", paramLabel = "NAME", description = "The node's name (default: what the key says).")
    private @Nullable String name;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "braid0",
            description = "The tunnel device (default: ${DEFAULT-VALUE}).")
    private String device = "";

    @Option(names = "--no-run", description = "Join only; 'braid-node run' is the node later.")
    private boolean joinOnly;

    @Mixin
    private final StateDirectory state = new StateDirectory();

    @Mixin
    private final LocalSockets sockets = new LocalSockets();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        NodeHome home = new NodeHome(state.path());
        Enrolment.Wish wish = new Enrolment.Wish(
                name, device, sockets.status().toAbsolutePath().toString(), sockets.metrics());
        NodeConfig.metricsAddress(sockets.metrics());
        Joined joined = join(home, wish);
        PrintWriter out = spec.commandLine().getOut();
        out.println("joined as " + joined.kind() + " " + joined.name() + "; kept in " + home.directory());
        out.flush();
        if (!joinOnly) {
            JoinedNode.run(home, joined);
        }
        return 0;
    }

    private Joined join(NodeHome home, Enrolment.Wish wish) throws IOException {
        try {
            return Enrolment.join(
                    JoinKey.parse(keyText()),
                    home,
                    wish,
                    Version.text(),
                    List.copyOf(new LocalMachine().interfaces()),
                    InstantSource.system());
        } catch (SessionException e) {
            throw new IOException("the control plane refuses (" + e.code() + "): " + e.getMessage(), e);
        }
    }

    private String keyText() throws IOException {
        if (key.startsWith(JoinKey.PREFIX)) {
            return key;
        }
        try (InputStream in = key.equals("-") ? System.in : Files.newInputStream(Path.of(key))) {
            return new String(in.readNBytes(KEY_BYTES_MAX), StandardCharsets.US_ASCII);
        }
    }
}
