package dev.braid.node;

import dev.braid.node.config.Reading;
import dev.braid.node.contract.NodeSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: says everything that is wrong with a file, and changes nothing. */
@Command(
        name = "check",
        description = {
            "Check a configuration file against this machine and change nothing.",
            "Every problem is one line, FILE:LINE: FIELD: what is wrong. What to do. Warnings do not refuse the file."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return switch (file.read(spec.commandLine().getErr())) {
            case Reading.Accepted accepted -> {
                out.println(file.path() + ": ok, " + summary(accepted.spec()));
                out.flush();
                yield 0;
            }
            case Reading.Refused refused -> NodeMain.FAILED;
        };
    }

    static String summary(NodeSpec spec) {
        return switch (spec) {
            case NodeSpec.Edge edge ->
                "edge " + edge.name() + ", " + count(edge.uplinks().size(), "uplink") + ", "
                        + count(edge.hubs().size(), "hub");
            case NodeSpec.HubNode hub ->
                "hub " + hub.name() + ", " + count(hub.edges().size(), "edge");
        };
    }

    private static String count(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
