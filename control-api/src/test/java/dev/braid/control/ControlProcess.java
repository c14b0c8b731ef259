package dev.braid.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A control plane in a process of its own, so that it can be killed. */
final class ControlProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Process process;
    private final int port;
    private final Path log;

    private ControlProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    static ControlProcess start(Path directory, String... arguments) throws IOException, InterruptedException {
        int port = freePort();
        Path log = Files.createTempFile(directory.toAbsolutePath().getParent(), "control", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                ControlMain.class.getName(),
                "--braid.data-directory=" + directory,
                "--server.port=" + port,
                "--braid.management.port=" + freePort(),
                "--braid.sessions.port=0"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ControlProcess control = new ControlProcess(process, port, log);
        control.awaitReady();
        return control;
    }

    Client client(String token) {
        return new Client(URI.create("http://127.0.0.1:" + port), token);
    }

    /** As kill -9. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            kill();
        }
    }

    private void awaitReady() throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                if (client("").get("setup").status() == 200) {
                    return;
                }
            } catch (UncheckedIOException e) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    kill();
                    throw new IllegalStateException("it did not start: " + text(), e);
                }
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
