package dev.braid.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The lab for a person: {@code lab up} in one terminal, the rest in another. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Hosts as network namespaces: lan - edge = uplinks = Internet - hub - server. Needs root.")
public final class LabMain {
    private static final Duration DOWN_LIMIT = Duration.ofSeconds(20);

    @Option(
            names = "--prefix",
            scope = ScopeType.INHERIT,
            defaultValue = LabPlan.DEFAULT_PREFIX,
            description = "of the namespaces' names; default ${DEFAULT-VALUE}")
    private String prefix = LabPlan.DEFAULT_PREFIX;

    private LabMain() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new LabMain());
        line.setExecutionExceptionHandler((e, commandLine, _) -> {
            commandLine.getErr().println("lab: " + e.getMessage());
            return 1;
        });
        // What follows the host belongs to the command that is run there, options and all.
        line.setStopAtPositional(true);
        System.exit(line.execute(args));
    }

    @Command(description = "Brings the lab up and holds it until Ctrl-C or 'lab down'.")
    int up(
            @Option(names = "--dsl", paramLabel = "SHAPE", description = "default 100mbit,10ms,queue=50ms") @Nullable
                    String dsl,
            @Option(names = "--lte", paramLabel = "SHAPE", description = "default 50mbit,25ms,queue=80ms") @Nullable
                    String lte,
            @Option(names = "--uplink", paramLabel = "NAME=SHAPE", description = "one more; may be repeated") @Nullable
                    Map<String, String> more,
            @Option(names = "--plain", description = "plain veth pairs in place of emulated links") boolean plain,
            @Option(names = "--edges", defaultValue = "1", description = "with a LAN and uplinks each") int edges,
            @Option(names = "--stranger", description = "one more host in the Internet") boolean stranger)
            throws IOException, InterruptedException {
        Path socket = ControlSocket.path(prefix);
        if (ControlSocket.isServed(socket)) {
            throw new IOException("a lab '" + prefix + "' is up already; 'lab down' ends it, --prefix makes another");
        }
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put("dsl", dsl == null ? "100mbit,10ms" : dsl);
        shapes.put("lte", lte == null ? "50mbit,25ms" : lte);
        shapes.putAll(more == null ? Map.of() : more);
        LabPlan plan = LabPlan.named(prefix).edges(edges);
        for (Map.Entry<String, String> shape : shapes.entrySet()) {
            plan = plain ? plan.plainUplink(shape.getKey()) : emulated(plan, shape);
        }
        hold(stranger ? plan.withStranger() : plan, socket);
        return 0;
    }

    private static LabPlan emulated(LabPlan plan, Map.Entry<String, String> shape) {
        String name = shape.getKey();
        return plan.uplink(name, ShapeText.parse(shape.getValue(), LabPlan.usualQueue(name)));
    }

    /** Ctrl-C, SIGTERM and {@code lab down} all end in the same place: the lab is closed before the process is gone. */
    private static void hold(LabPlan plan, Path socketPath) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            awaitQuietly(closed);
        }));
        try (Lab lab = plan.up()) {
            LabControl control = new LabControl(lab);
            try (ControlSocket _ = new ControlSocket(socketPath, words -> {
                if (words[0].equals("down")) {
                    end.countDown();
                    return "";
                }
                return control.answer(words);
            })) {
                System.out.print(control.answer(new String[] {"show"}));
                System.out.println(
                        "The lab is up. Try in another terminal: lab exec edge ping 203.0.113.1; lab set dsl rate 20mbit; lab down");
                end.await();
            }
        } finally {
            closed.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(DOWN_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Command(description = "Shows hosts, links and counters.")
    int show() throws IOException {
        System.out.print(ask("show"));
        return 0;
    }

    @Command(
            description = {
                "Changes a link while it runs:",
                "set dsl rate 20mbit|delay 30ms|jitter 2ms|loss 0.5%%|queue 50ms|blackhole on [up|down]",
                "set dsl carrier off [edge|net]"
            })
    int set(@Parameters(arity = "3..4", paramLabel = "WORD") List<String> words) throws IOException {
        List<String> request = new ArrayList<>(List.of("set"));
        request.addAll(words);
        System.out.print(ask(request.toArray(String[]::new)));
        return 0;
    }

    @Command(description = "Runs a command in a host: exec lan ping 198.51.100.2")
    int exec(
            @Parameters(paramLabel = "HOST") String host,
            @Parameters(arity = "1..*", paramLabel = "COMMAND") List<String> command)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", prefix + host));
        whole.addAll(command);
        return new ProcessBuilder(whole).inheritIO().start().waitFor();
    }

    @Command(description = "Ends the lab, or removes what a crashed one has left.")
    int down() throws IOException, InterruptedException {
        Path socket = ControlSocket.path(prefix);
        if (!ControlSocket.isServed(socket)) {
            Lab.removeLeftovers(prefix);
            return 0;
        }
        ask("down");
        long deadlineNs = System.nanoTime() + DOWN_LIMIT.toNanos();
        while (!Lab.namespaces(prefix).isEmpty()) {
            if (System.nanoTime() > deadlineNs) {
                throw new IOException("the lab did not end within " + DOWN_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
        return 0;
    }

    private String ask(String... words) throws IOException {
        Path socket = ControlSocket.path(prefix);
        if (!ControlSocket.isServed(socket)) {
            throw new IOException("no lab '" + prefix + "' is up; 'lab up' starts one");
        }
        return ControlSocket.ask(socket, words);
    }
}
