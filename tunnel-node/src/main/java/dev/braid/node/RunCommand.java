package dev.braid.node;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: is the node until it is told to stop. */
@Command(
        name = "run",
        description = {
            "Run the node in the foreground until SIGTERM or SIGINT, then undo every change to this machine.",
            "With --config it is what the file says, without what its control plane says. It logs to standard error."
        })
final class RunCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The node's YAML file; deploy/examples explains every key. Default: none, see 'join'.")
    private @Nullable Path config;

    @Mixin
    private final StateDirectory state = new StateDirectory();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return config == null
                ? PlainRun.joined(state.path())
                : PlainRun.configured(config, spec.commandLine().getErr());
    }
}
