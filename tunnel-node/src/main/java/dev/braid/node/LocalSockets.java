package dev.braid.node;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a joined node can be asked; its specification does not say, for it is the machine's own. */
final class LocalSockets {
    @Option(
            names = "--status-socket",
            paramLabel = "SOCKET",
            defaultValue = "/run/braid/status.sock",
            description = "Where 'braid-node status' asks (default: ${DEFAULT-VALUE}).")
    private Path status = Path.of("");

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9464",
            description = "Where Prometheus asks, or off (default: ${DEFAULT-VALUE}).")
    private String metrics = "";

    Path status() {
        return status;
    }

    String metrics() {
        return metrics;
    }
}
