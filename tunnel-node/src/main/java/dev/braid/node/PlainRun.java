package dev.braid.node;

import dev.braid.node.agent.NodeHome;
import dev.braid.node.agent.NodeHome.Joined;
import dev.braid.node.config.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * {@code run} as services say it, understood without picocli: its classes are Java 5's, which no ahead-of-time cache takes, and to load them
 * costs a start a third of a second. Whatever is said in another way goes to {@link RunCommand}, and comes to the same.
 */
final class PlainRun {
    private PlainRun() {}

    /** Null unless it is {@code run --config FILE} or {@code run --state-directory DIR}. */
    static @Nullable Callable<Integer> of(String[] arguments, PrintWriter err) {
        if (arguments.length != 3 || !arguments[0].equals("run") || arguments[2].startsWith("-")) {
            return null;
        }
        return switch (arguments[1]) {
            case "-c", "--config" -> () -> configured(Path.of(arguments[2]), err);
            case "--state-directory" -> () -> joined(Path.of(arguments[2]));
            default -> null;
        };
    }

    /** Answers the exit code when the node has stopped. */
    static int configured(Path config, PrintWriter err) throws Exception {
        return switch (ConfigFile.read(config, err)) {
            case Reading.Accepted accepted -> {
                Node.run(accepted.spec());
                yield 0;
            }
            case Reading.Refused refused -> NodeMain.FAILED;
        };
    }

    /** The same of a node that has joined a control plane. */
    static int joined(Path stateDirectory) throws Exception {
        NodeHome home = new NodeHome(stateDirectory);
        Joined joined = home.joined();
        if (joined == null) {
            throw new IOException("this node has joined no control plane (" + home.directory()
                    + " says nothing of it); use 'braid-node join KEY', or name a file with --config");
        }
        JoinedNode.run(home, joined);
        return 0;
    }
}
