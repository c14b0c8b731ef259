package dev.braid.node;

import dev.braid.node.admin.StatusClient;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code uplink}: takes one out of a running node by hand, or lets it in again. */
@Command(
        name = "uplink",
        description = {
            "Take an uplink out of the running node, or let it in again.",
            "What is on its way arrives first. The choice is remembered until it is taken back."
        })
final class UplinkCommand implements Callable<Integer> {
    enum Act {
        DISABLE,
        ENABLE
    }

    @Parameters(index = "0", paramLabel = "disable|enable", description = "What to do.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required.
    private Act act;

    @Parameters(index = "1", paramLabel = "NAME", description = "The uplink's name in the configuration.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required.
    private String name;

    @ArgGroup
    private StatusCommand.Place place = new StatusCommand.Place();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        StatusClient.ask(place.find(), "uplink " + act.name().toLowerCase(Locale.ROOT) + " " + name);
        PrintWriter out = spec.commandLine().getOut();
        out.println("uplink " + name + (act == Act.DISABLE ? " is out" : " is in"));
        out.flush();
        return 0;
    }
}
