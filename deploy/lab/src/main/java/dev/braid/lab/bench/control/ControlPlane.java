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
    private final int sessions;
    private final double startSeconds;
    private String cookie = "";
    private String csrf = "";

    private ControlPlane(Process process, Path directory, int port, int sessions, double startSeconds) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.sessions = sessions;
        this.startSeconds = startSeconds;
    }

    static ControlPlane start(Path root, Path directory) throws IOException, InterruptedException {
        int port = freePort();
        int sessions = freePort();
        List<String> command = new ArrayList<>(List.of(
                root.resolve("deploy/bin/braid-control").toString(),
                "--braid.data-directory=" + directory,
                "--server.port=" + port,
                "--management.server.port=" + freePort(),
                "--braid.sessions.port=" + sessions));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory
                        .resolveSibling(directory.getFileName() + ".log")
                        .toFile())
                .start();
        long deadline = began + PATIENCE.toNanos();
        while (!answers(port) || !Files.exists(directory.resolve("setup-link"))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("braid-control did not start; see the log beside " + directory);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new ControlPlane(process, directory, port, sessions, (System.nanoTime() - began) / 1e9);
    }

    double startSeconds() {
        return startSeconds;
    }

    int sessions() {
        return sessions;
    }

    void setUp() throws IOException {
        String link = Files.readString(directory.resolve("setup-link")).strip();
        String token = link.substring(link.indexOf("token=") + 6);
        try (Wire wire = Wire.plain(port)) {
            wire.ask(
                    "POST",
                    "/api/v1/setup",
                    "{\"token\":\"" + token + "\",\"user\":\"ada\",\"password\":\"" + PASSWORD + "\"}");
        }
        try (SignIn signIn = new SignIn(port)) {
            cookie = signIn.cookie("ada", PASSWORD);
            csrf = signIn.csrf();
        }
    }

    Wire.Answer ask(Wire wire, String method, String path, String body) throws IOException {
        return wire.ask(method, "/api/v1/" + path, body, "Cookie", cookie, "X-CSRF-Token", csrf);
    }

    Wire connect() throws IOException {
        return Wire.plain(port);
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
        try (Wire wire = Wire.plain(port)) {
            return wire.ask("GET", "/api/v1/setup", "").status() == 200;
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
