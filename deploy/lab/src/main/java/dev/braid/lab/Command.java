package dev.braid.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end; the lab's plumbing is ip(8) and nft(8), which people can read and repeat by hand. */
final class Command {
    /** What the program wrote, to both streams, and how it ended. */
    record Result(int exitCode, String output) {}

    private Command() {}

    /** Answers the output. {@code input} goes to the program's standard input. */
    static String run(String input, Duration limit, List<String> command) throws IOException {
        Result result = tryRun(input, limit, command);
        if (result.exitCode != 0) {
            throw new CommandFailedException(String.join(" ", command), result.exitCode, result.output);
        }
        return result.output;
    }

    static String run(String... command) throws IOException {
        return run("", Duration.ofSeconds(30), List.of(command));
    }

    /** Past the limit the program is killed, with the children it has then, and that is an error. */
    static Result tryRun(String input, Duration limit, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            CompletableFuture<String> output =
                    CompletableFuture.supplyAsync(() -> readAll(process), Thread::startVirtualThread);
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // A program that ends without reading says why in its output and by its exit code.
                if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0) {
                    throw e;
                }
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("'" + String.join(" ", command) + "' took more than " + limit.toSeconds() + " s");
            }
            return new Result(process.exitValue(), output.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while '" + String.join(" ", command) + "' ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String readAll(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
