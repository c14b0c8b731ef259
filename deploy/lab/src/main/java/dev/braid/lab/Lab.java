package dev.braid.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A lab that is up; the package documentation has the picture. Hosts are {@code lan edge net hub server}, with more edges
 * {@code lan2 edge2 ...}, and {@code stranger} when asked for. Links are the uplinks' names: {@code dsl lte dsl2 lte2}.
 */
public final class Lab implements AutoCloseable {
    private static final Path NAMES = Path.of("/run/netns");
    private static final Duration EXEC_LIMIT = Duration.ofSeconds(60);

    private final LabPlan plan;
    private final Map<String, LinkEmulator> links = new LinkedHashMap<>();
    private final List<LabProcess> processes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger logNumber = new AtomicInteger();
    private final Path logs;

    private Lab(LabPlan plan) throws IOException {
        this.plan = plan;
        Path asked = plan.logs();
        this.logs = asked == null ? Files.createTempDirectory(plan.prefix()) : Files.createDirectories(asked);
    }

    static Lab up(LabPlan plan) throws IOException {
        removeLeftovers(plan.prefix());
        Lab lab = new Lab(plan);
        try {
            lab.build();
            return lab;
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** Ends what still runs in namespaces of this prefix, by process id, and deletes them; devices go with them. */
    public static void removeLeftovers(String prefix) throws IOException {
        for (String namespace : namespaces(prefix)) {
            for (String pid : Command.run("ip", "netns", "pids", namespace).split("\\s+", -1)) {
                if (!pid.isEmpty()) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            Command.run("ip", "netns", "delete", namespace);
        }
    }

    static List<String> namespaces(String prefix) throws IOException {
        if (!Files.isDirectory(NAMES)) {
            return List.of();
        }
        List<String> roles = List.of("lan", "edge", "net", "hub", "server", "stranger");
        try (Stream<Path> files = Files.list(NAMES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    // Only names the lab gives: "braid-" must not take the lab "braid-t4711-" with it.
                    .filter(name ->
                            roles.contains(name.substring(prefix.length()).replaceAll("\\d+$", "")))
                    .toList();
        }
    }

    private void build() throws IOException {
        Plumbing plumbing = new Plumbing(plan);
        plumbing.createHosts();
        plumbing.wire();
        for (int e = 0; e < plan.edges(); e++) {
            for (LabPlan.Uplink uplink : plan.uplinks()) {
                LinkShape shape = uplink.shape();
                if (shape != null) {
                    String name = Plumbing.numbered(uplink.name(), e);
                    links.put(
                            name,
                            LinkEmulator.open(
                                    namespace(Plumbing.edge(e)),
                                    uplink.name(),
                                    namespace("net"),
                                    name,
                                    shape,
                                    plan.seed() + links.size()));
                }
            }
        }
        plumbing.configure();
    }

    public LabPlan plan() {
        return plan;
    }

    /** The network namespace's name, for {@code ip netns exec}. */
    public String namespace(String host) {
        return plan.prefix() + host;
    }

    public List<String> hosts() {
        return new Plumbing(plan).hosts();
    }

    /** Emulated links by name. */
    public Map<String, LinkEmulator> links() {
        return Collections.unmodifiableMap(links);
    }

    public LinkEmulator link(String name) {
        LinkEmulator link = links.get(name);
        if (link == null) {
            throw new IllegalArgumentException("no emulated link '" + name + "'; there are " + links.keySet());
        }
        return link;
    }

    /** Runs a program in a host to its end, a minute at most, and answers what it wrote. */
    public String exec(String host, String... command) throws IOException {
        return Command.run("", EXEC_LIMIT, inHost(host, List.of(command)));
    }

    /** {@link #exec} for programs that may fail: answers the exit code instead of throwing. */
    public int tryExec(String host, String... command) throws IOException {
        return Command.tryRun("", EXEC_LIMIT, inHost(host, List.of(command))).exitCode();
    }

    /** Runs {@code work} on a thread of that host; sockets that it opens stay there, whoever uses them. */
    public <T> T call(String host, Callable<T> work) throws IOException {
        return Netns.call(namespace(host), work);
    }

    public LabProcess start(String host, String... command) throws IOException {
        return start(host, Map.of(), List.of(command));
    }

    /** Starts a program in a host; it ends with the lab at the latest. */
    public LabProcess start(String host, Map<String, String> environment, List<String> command) throws IOException {
        String program = Path.of(command.getFirst()).getFileName().toString();
        Path output = logs.resolve("%03d-%s-%s.log".formatted(logNumber.incrementAndGet(), host, program));
        ProcessBuilder builder = new ProcessBuilder(inHost(host, command))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        LabProcess process = new LabProcess(host + ": " + String.join(" ", command), builder.start(), output);
        processes.removeIf(p -> !p.isAlive());
        processes.add(process);
        return process;
    }

    private List<String> inHost(String host, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
        whole.addAll(command);
        return whole;
    }

    @Override
    public void close() throws IOException {
        List.copyOf(processes).forEach(LabProcess::close);
        links.values().forEach(LinkEmulator::close);
        links.clear();
        removeLeftovers(plan.prefix());
        if (plan.logs() == null) {
            deleteLogs();
        }
    }

    private void deleteLogs() throws IOException {
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
