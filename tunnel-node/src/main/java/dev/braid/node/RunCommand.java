package dev.braid.node;

import dev.braid.node.config.Reading;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: is the node until it is told to stop. */
@Command(
        name = "run",
        description = {
            "Run the node in the foreground until SIGTERM or SIGINT, then undo every change to this machine.",
            "It logs to standard error."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return switch (file.read(spec.commandLine().getErr())) {
            case Reading.Accepted accepted -> {
                Node.run(accepted.spec());
                yield 0;
            }
            case Reading.Refused refused -> NodeMain.FAILED;
        };
    }
}
