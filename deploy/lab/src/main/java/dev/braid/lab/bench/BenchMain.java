package dev.braid.lab.bench;

import dev.braid.lab.Lab;
import dev.braid.lab.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code deploy/bench}, behind the script that makes sure of everything it needs. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures Braid against bare kernel MPTCP in the same run, in turns. Needs root, and a machine with nothing"
                    + " else to do. Sizes are decimal."
        })
public final class BenchMain implements Callable<Integer> {
    static final String PREFIX = "braid-bench-";
    private static final Path DIRECTORY = Path.of("/run/braid-bench");

    @Option(names = "--rounds", defaultValue = "5", description = "Of each measurement; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "Of each transfer, home takes four times as long; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Of ${COMPLETION-CANDIDATES}; several with commas. Default: those up to packets.")
    private List<Suite> only = Suite.usual();

    @Option(names = "--json", paramLabel = "FILE", description = "Write every sample there.")
    private @Nullable Path json;

    private final CommandLine line = new CommandLine(this).setCaseInsensitiveEnumValuesAllowed(true);

    static CommandLine line() {
        return new BenchMain().line;
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        CommandLine line = line();
        line.setExecutionExceptionHandler((e, commandLine, _) -> {
            commandLine.getErr().println("bench: " + e.getMessage());
            return 1;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || seconds < 1) {
            throw new ParameterException(line, "--rounds and --seconds are 1 or more");
        }
        Machine machine = Machine.here();
        try (Workspace workspace = Workspace.open(DIRECTORY)) {
            removeLabs();
            // Ctrl-C: what is under way fails, and the labs go.
            Thread removal = new Thread(BenchMain::removeLabsQuietly, "remove-labs");
            Runtime.getRuntime().addShutdownHook(removal);
            Path root = Path.of(System.getProperty("braid.root", "")).toAbsolutePath();
            Bench bench = new Bench(root, workspace.path(), rounds, seconds, System.err);
            for (Suite suite : only) {
                bench.run(suite);
            }
            Runtime.getRuntime().removeShutdownHook(removal);
            System.out.print(Report.table(machine, rounds, bench.results()));
            if (json != null) {
                Files.writeString(json, Report.json(machine, rounds, bench.results()) + "\n");
            }
        }
        return 0;
    }

    private static void removeLabs() throws IOException {
        for (String side : List.of("bare-", "node-")) {
            Lab.removeLeftovers(PREFIX + side);
        }
    }

    private static void removeLabsQuietly() {
        try {
            removeLabs();
        } catch (IOException e) {
            System.err.println("bench: the next start removes what is left: " + e.getMessage());
        }
    }
}
