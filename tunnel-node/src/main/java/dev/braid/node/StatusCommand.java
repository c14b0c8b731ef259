package dev.braid.node;

import dev.braid.node.admin.EventTable;
import dev.braid.node.admin.FlowTable;
import dev.braid.node.admin.StatusClient;
import dev.braid.node.admin.StatusTable;
import dev.braid.node.admin.StatusTable.Earlier;
import dev.braid.node.config.NodeConfig;
import dev.braid.node.contract.FlowList;
import dev.braid.node.contract.NodeEvents;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.StatusJson;
import dev.braid.node.contract.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: asks the running node over its Unix socket. */
@Command(
        name = "status",
        description = {"Show what the running node does: tunnels, paths, carriers.", "Sizes and rates are decimal."})
final class StatusCommand implements Callable<Integer> {
    private static final long WATCH_INTERVAL_MS = 2_000;
    /** ECMA-48: cursor home, then erase to the end of the display. */
    private static final String CLEAR = "\u001b[H\u001b[2J";

    /** Where the node is; neither means the default socket. */
    static final class Place {
        @Option(
                names = {"-s", "--socket"},
                paramLabel = "SOCKET",
                description = "The node's status socket (default: /run/braid/status.sock).")
        private @Nullable Path socket;

        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "Take the socket from the node's YAML file.")
        private @Nullable Path config;

        Path find() throws IOException {
            return socket != null
                    ? socket
                    : config != null ? NodeConfig.statusSocket(config) : NodeConfig.STATUS_SOCKET;
        }
    }

    @ArgGroup
    private Place place = new Place();

    @Option(names = "--json", description = "Print the node's own answer, one JSON object on a line.")
    private boolean json;

    @Option(
            names = "--flows",
            description = "Show the TCP connections on carriers of their own: who with whom, how much, by which paths.")
    private boolean flows;

    @Option(names = "--watch", description = "Again every 2 s with the rates in between, until interrupted.")
    private boolean watch;

    @Option(names = "--events", description = "Show what has happened to the paths instead, oldest first.")
    private boolean events;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path socket = place.find();
        if (events) {
            String answer = StatusClient.ask(socket, "events");
            print(
                    json
                            ? answer + "\n"
                            : EventTable.render(
                                    WireJson.read(answer, NodeEvents.class).events()));
            return 0;
        }
        Earlier earlier = null;
        do {
            String answer = StatusClient.ask(socket, flows ? "flows" : "status");
            if (json) {
                print(answer + "\n");
            } else if (flows) {
                print((watch ? CLEAR : "") + FlowTable.render(FlowList.read(answer)));
            } else {
                NodeStatus status = StatusJson.read(answer);
                print((watch ? CLEAR : "") + StatusTable.render(status, earlier, Instant.now(), System.nanoTime()));
                earlier = new Earlier(status, System.nanoTime());
            }
            if (watch) {
                Thread.sleep(WATCH_INTERVAL_MS);
            }
        } while (watch);
        return 0;
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
