package dev.braid.lab.demo;

import dev.braid.lab.Addresses;
import dev.braid.lab.ControlServer;
import dev.braid.lab.HostDoor;
import dev.braid.lab.Lab;
import dev.braid.lab.LabControl;
import dev.braid.lab.LabPlan;
import dev.braid.lab.NodePair;
import dev.braid.lab.Workspace;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/demo}, behind the script that makes sure of everything it needs. Exit codes: 0 pass, 1 fail, 2 wrong usage. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "A control plane, two nodes that join it, two uplinks (100 Mbit/s 10 ms and 50 Mbit/s 25 ms), one download. One"
                    + " uplink is cut and comes back, and one is taken out through the API. Then all stays up until Ctrl-C. Takes"
                    + " about a minute, needs root, leaves nothing behind."
        })
public final class DemoMain implements Callable<Integer> {
    static final String PREFIX = "braid-demo-";
    static final Path DIRECTORY = Path.of("/run/braid-demo");
    private static final int LOG_LINES = 15;

    @Option(names = "--once", description = "For machines: short and plain, ends by itself. Exit code 0 means PASS.")
    private boolean once;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there.")
    private @Nullable Path json;

    private final Stop stop;
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    DemoMain(Stop stop) {
        this.stop = stop;
    }

    public static void main(String[] args) {
        // Figures look the same everywhere.
        Locale.setDefault(Locale.ROOT);
        Stop stop = Stop.onSignal();
        CommandLine line = new CommandLine(new DemoMain(stop));
        line.setExecutionExceptionHandler((e, commandLine, _) -> {
            // After Ctrl-C everything fails that was under way; nobody wants to read how.
            commandLine
                    .getErr()
                    .println("demo: " + (stop.isAsked() ? "broken off, everything is removed" : e.getMessage()));
            return 1;
        });
        int code = line.execute(args);
        stop.cleaned();
        System.exit(code);
    }

    @Override
    public Integer call() throws Exception {
        Picture picture = new Picture(out, once ? Picture.Style.SHORT : style(System.getenv()));
        try (Workspace workspace = Workspace.open(DIRECTORY)) {
            return demo(picture, workspace.path()).isPass() ? 0 : 1;
        }
    }

    private Outcome demo(Picture picture, Path directory) throws Exception {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        picture.title();
        picture.step("Five hosts as network namespaces, two emulated uplinks ...");
        try (Lab lab = LabPlan.named(PREFIX).home().logs(logs).up()) {
            picture.step("The control plane beside the hub; a one-time key for each node, both join ...");
            try (ControlServer control =
                            ControlServer.start(lab, "hub", root(), directory.resolve("control"), Addresses.HUB);
                    NodePair nodes = NodePair.join(lab, root(), directory, control)) {
                picture.step("The tunnel is up on both uplinks, %.1f s after the start of the edge node."
                        .formatted(nodes.edgeStart().toMillis() / 1e3));
                Verdict verdict = new Demo(lab, nodes, picture, stop).run();
                picture.step(
                        "Another download; lte's role becomes 'never' through the API while it runs, then 'use' again ...");
                Outcome outcome = new Outcome(verdict, RoleChange.run(lab, control, stop));
                picture.verdict(outcome);
                if (json != null) {
                    Files.writeString(json, new JsonMapper().writeValueAsString(outcome.figures()) + "\n");
                }
                if (!outcome.isPass()) {
                    picture.text(lastLines(logs));
                }
                if (!once) {
                    stayUp(lab, control, picture);
                }
                return outcome;
            }
        } catch (IOException e) {
            // The logs are about to be removed.
            picture.text(stop.isAsked() ? "" : lastLines(logs));
            throw e;
        }
    }

    private void stayUp(Lab lab, ControlServer control, Picture picture) throws Exception {
        try (AutoCloseable _ = LabControl.serve(lab);
                HostDoor door = HostDoor.open(lab, "hub", ControlServer.PORT)) {
            picture.text("""

                The dashboard and the API: http://127.0.0.1:%d  (user lab, password %s)""".formatted(door.port(), control.password()));
            picture.text(lookAround());
            stop.sleep(Long.MAX_VALUE);
        }
    }

    private static String lookAround() {
        return """

            Everything stays up until Ctrl-C. In another terminal, as root:
              deploy/bin/braid-node status --socket %1$s/home/status.sock --watch
              deploy/lab/lab --prefix %2$s set lte carrier off      (and on)
              deploy/lab/lab --prefix %2$s set dsl rate 20mbit
              ip netns exec %2$slan ping %3$s
              ip netns exec %2$sedge curl -s http://127.0.0.1:9464/metrics
            Configuration and logs: %1$s\
            """.formatted(DIRECTORY, PREFIX, Addresses.SERVER);
    }

    /** What the nodes said last, each behind the name of its file. */
    private static String lastLines(Path logs) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.filter(f -> f.toString().endsWith("braid-node.log"))
                    .sorted()
                    .toList()) {
                var lines = Files.readString(file).lines().toList();
                text.append("\n  ").append(file.getFileName()).append(":\n");
                lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())
                        .forEach(l -> text.append("    ").append(l).append('\n'));
            }
        }
        return text.toString();
    }

    private static Path root() {
        return Path.of(System.getProperty("braid.root", "")).toAbsolutePath();
    }

    /** The script tells whether standard output is a terminal, the environment what it can show. */
    static Picture.Style style(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        String term = environment.getOrDefault("TERM", "dumb");
        boolean rich = environment.containsKey("BRAID_TERMINAL")
                && !term.equals("dumb")
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && locale.toLowerCase(Locale.ROOT).matches(".*utf-?8.*");
        return rich ? Picture.Style.RICH : Picture.Style.PLAIN;
    }
}
