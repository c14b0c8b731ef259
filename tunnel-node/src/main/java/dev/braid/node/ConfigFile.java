package dev.braid.node;

import dev.braid.node.config.LocalMachine;
import dev.braid.node.config.NodeConfig;
import dev.braid.node.config.Problem;
import dev.braid.node.config.Reading;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the node's file, for commands that read all of it. */
final class ConfigFile {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The node's YAML file; deploy/examples explains every key.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required.
    private Path path;

    Path path() {
        return path;
    }

    /** Reads the file against this machine, and prints every problem to {@code err}. */
    Reading read(PrintWriter err) {
        return read(path, err);
    }

    static Reading read(Path path, PrintWriter err) {
        Reading reading = NodeConfig.read(path, new LocalMachine());
        for (Problem problem : reading.problems()) {
            err.println(problem.describe(path.toString()));
        }
        err.flush();
        return reading;
    }
}
