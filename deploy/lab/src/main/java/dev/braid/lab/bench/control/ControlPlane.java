package dev.braid.lab.bench.control;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real {@code braid-control}, started as anybody would, with figures of its process from /proc. */
final class ControlPlane implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "correct horse battery";
    /** USER_HZ, 100 on every Linux that Java runs on (sysconf(3)). */
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final Path directory;
    private final int port;
    private final int management;
    private final int sessions;
    private final double startSeconds;

    private ControlPlane(Process process, Path directory, int port, int management, int sessions, double startSeconds) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.management = management;
        this.sessions = sessions;
        this.startSeconds = startSeconds;
    }

    static ControlPlane start(Path root, Path directory) throws IOException, InterruptedException {
        int port = freePort();
        int management = freePort();
        int sessions = freePort();
        List<String> command = new ArrayList<>(List.of(
                root.resolve("deploy/bin/braid-control").toString(),
                "--braid.data-directory=" + directory,
                "--server.port=" + port,
                "--braid.management.port=" + management,
                "--braid.sessions.port=" + sessions));
        Path log = directory.resolveSibling(directory.getFileName() + ".log");
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = began + PATIENCE.toNanos();
        while (!answers(port) || !Files.exists(directory.resolve("setup-link"))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("braid-control did not start; it said:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new ControlPlane(process, directory, port, management, sessions, (System.nanoTime() - began) / 1e9);
    }

    double startSeconds() {
        return startSeconds;
    }

    int sessions() {
        return sessions;
    }

    /** Makes the first administrator; the API is asked in that name. */
    Api setUp() throws IOException {
        String link = Files.readString(directory.resolve("setup-link")).strip();
        String token = link.substring(link.indexOf("token=") + 6);
        Api api = new Api(port);
        api.ask("POST", "setup", "{\"token\":\"" + token + "\",\"user\":\"ada\",\"password\":\"" + PASSWORD + "\"}");
        api.signIn("ada", PASSWORD);
        return api;
    }

    /** Reports it has taken since its start, by its own metrics. */
    long reportsTaken() throws IOException {
        try (Api metrics = new Api(management)) {
            Matcher found = Pattern.compile("(?m)^braid_control_reports_total(?:\\{.*})? (\\S+)$")
                    .matcher(metrics.page("actuator/prometheus"));
            if (!found.find()) {
                throw new IOException("braid-control does not say how many reports it has taken");
            }
            return (long) Double.parseDouble(found.group(1));
        }
    }

    double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    double residentMegabytes() throws IOException {
        Matcher found = Pattern.compile("VmRSS:\\s+(\\d+) kB")
                .matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        return found.find() ? Long.parseLong(found.group(1)) * 1.024 / 1_000 : 0;
    }

    @Override
    public void close() {
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            process.destroyForcibly();
        }
    }

    private static boolean answers(int port) {
        try (Api api = new Api(port)) {
            api.ask("GET", "setup", "");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
