package dev.braid.lab.bench.paths;

import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LinkShape;
import dev.braid.lab.NodePair;
import dev.braid.lab.Workspace;
import dev.braid.lab.bench.Arena;
import dev.braid.lab.bench.paths.Ledger.Asked;
import dev.braid.lab.bench.paths.LinkLoss.Trouble;
import dev.braid.lab.bench.paths.Stripped.Tampering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code deploy/bench paths}. */
@Command(
        name = "bench paths",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what happens to traffic when links go, come, flap, change or are tampered with.")
public final class PathsBench implements Callable<Integer> {
    private static final String PREFIX = "braid-benchp-";
    private static final String BARE_PREFIX = "braid-benchq-";
    private static final Path DIRECTORY = Path.of("/run/braid-bench-paths");

    @Option(
            names = "--case",
            split = ",",
            required = true,
            paramLabel = "NAME",
            description = "Some of these, with commas: ${COMPLETION-CANDIDATES}; each takes four minutes at most.",
            completionCandidates = Words.class)
    private List<String> cases = List.of();

    @Option(names = "--rounds", description = "Of each case; default: as many as fit four minutes.")
    private @Nullable Integer rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every sample there.")
    private @Nullable Path json;

    @Option(names = "--logs", paramLabel = "DIRECTORY", description = "Keep what the nodes and programs wrote.")
    private @Nullable Path logs;

    private final CommandLine line = new CommandLine(this);

    /** For the help. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Case.values()).map(Case::word).iterator();
        }
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        CommandLine line = new PathsBench().line;
        line.setExecutionExceptionHandler((e, commandLine, _) -> {
            commandLine.getErr().println("bench paths: " + e.getMessage());
            return 1;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Case> chosen = cases.stream().map(this::named).toList();
        Ledger ledger = new Ledger(System.err);
        try (Workspace workspace = Workspace.open(DIRECTORY)) {
            removeLabs();
            Thread removal = new Thread(PathsBench::removeLabsQuietly, "remove-labs");
            Runtime.getRuntime().addShutdownHook(removal);
            for (Case one : chosen) {
                ledger.say(one.word());
                measure(
                        one,
                        rounds == null ? one.rounds() : rounds,
                        workspace.path().resolve(one.word()),
                        ledger);
            }
            Runtime.getRuntime().removeShutdownHook(removal);
        }
        System.out.print(ledger.table());
        if (json != null) {
            Files.writeString(json, ledger.json() + "\n");
        }
        return 0;
    }

    private Case named(String word) {
        return Arrays.stream(Case.values())
                .filter(c -> c.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ParameterException(line, "no case is named '" + word + "'; see --help"));
    }

    private void measure(Case one, int count, Path directory, Ledger ledger) throws IOException {
        Files.createDirectory(directory);
        switch (one) {
            case UNEQUAL ->
                unequal(
                        "300 Mbit/s 5 ms + 30 Mbit/s 40 ms",
                        300,
                        LinkShape.of(300, 5, 50),
                        LinkShape.of(30, 40, 80),
                        count,
                        directory,
                        ledger);
            case LOSSY ->
                unequal(
                        "100 Mbit/s 0.5 % loss + 50 Mbit/s",
                        100,
                        LinkShape.of(100, 10, 50).withLoss(0.005),
                        LinkShape.of(50, 25, 80),
                        count,
                        directory,
                        ledger);
            default -> home(one, count, directory, ledger);
        }
    }

    private void unequal(
            String name, double better, LinkShape dsl, LinkShape lte, int count, Path directory, Ledger ledger)
            throws IOException {
        LabPlan plan = plan(PREFIX).uplink("dsl", dsl).uplink("lte", lte);
        LabPlan bare = plan(BARE_PREFIX).uplink("dsl", dsl).uplink("lte", lte);
        Arena arena = Arena.up(bare, plan, root(), directory.resolve("nodes"));
        try (Unequal pair = new Unequal(name, better, arena, ledger)) {
            for (int round = 0; round < count; round++) {
                pair.round(round);
            }
        }
    }

    private void home(Case one, int count, Path directory, Ledger ledger) throws IOException {
        try (Lab lab = plan(PREFIX).home().up();
                NodePair nodes = NodePair.start(lab, root(), Files.createDirectory(directory.resolve("nodes")))) {
            for (int round = 0; round < count; round++) {
                round(one, lab, nodes, round, ledger);
            }
        }
    }

    private static void round(Case one, Lab lab, NodePair nodes, int round, Ledger ledger) throws IOException {
        switch (one) {
            case SILENT_DSL -> new LinkLoss(Trouble.SILENT, "dsl", ledger).round(lab, nodes, round);
            case SILENT_LTE -> new LinkLoss(Trouble.SILENT, "lte", ledger).round(lab, nodes, round);
            case UNPLUGGED_DSL -> new LinkLoss(Trouble.UNPLUGGED, "dsl", ledger).round(lab, nodes, round);
            case UNPLUGGED_LTE -> new LinkLoss(Trouble.UNPLUGGED, "lte", ledger).round(lab, nodes, round);
            case DOWN_DSL -> new LinkLoss(Trouble.DOWN, "dsl", ledger).round(lab, nodes, round);
            case DOWN_LTE -> new LinkLoss(Trouble.DOWN, "lte", ledger).round(lab, nodes, round);
            case FLAP_DSL -> new Flapping("dsl", ledger).round(lab, nodes, round);
            case FLAP_LTE -> new Flapping("lte", ledger).round(lab, nodes, round);
            case NEW_ADDRESS -> new NewAddress(ledger).round(lab, round);
            case OUTAGE -> new Outage(ledger).round(lab, nodes, round);
            case DEAD_START -> deadStart(lab, nodes, ledger);
            case STRIPPED_SYN -> new Stripped(Tampering.SYN, ledger).round(lab, nodes, round);
            case STRIPPED_JOIN -> new Stripped(Tampering.JOIN, ledger).round(lab, nodes, round);
            case REFUSED_JOIN -> new Stripped(Tampering.REFUSED, ledger).round(lab, nodes, round);
            case STRIPPED_DATA -> new Stripped(Tampering.DATA, ledger).round(lab, nodes, round);
            case IDLE -> new Idle(ledger).round(lab, nodes);
            case UNEQUAL, LOSSY -> throw new IllegalArgumentException(one + " has labs of its own");
        }
    }

    private static void deadStart(Lab lab, NodePair nodes, Ledger ledger) throws IOException {
        lab.link("dsl").blackhole(true);
        try {
            nodes.restartEdge(0);
            ledger.add(
                    "start with dsl silent: tunnel up after, s",
                    Asked.atMost(2),
                    nodes.edgeStart().toMillis() / 1e3,
                    "");
        } finally {
            lab.link("dsl").blackhole(false);
        }
    }

    private LabPlan plan(String prefix) {
        LabPlan plan = LabPlan.named(prefix);
        return logs == null ? plan : plan.logs(logs.resolve(prefix));
    }

    private static Path root() {
        return Path.of(System.getProperty("braid.root", "")).toAbsolutePath();
    }

    private static void removeLabs() throws IOException {
        Lab.removeLeftovers(PREFIX);
        Lab.removeLeftovers(BARE_PREFIX);
    }

    private static void removeLabsQuietly() {
        try {
            removeLabs();
        } catch (IOException e) {
            System.err.println("bench paths: the next start removes what is left: " + e.getMessage());
        }
    }
}
