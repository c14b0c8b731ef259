package dev.braid.node;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where a joined node keeps what it must remember. */
final class StateDirectory {
    @Option(
            names = "--state-directory",
            paramLabel = "DIR",
            defaultValue = "/var/lib/braid",
            description = "Where the node keeps its identity and specification (default: ${DEFAULT-VALUE}).")
    private Path path = Path.of("");

    Path path() {
        return path;
    }
}
