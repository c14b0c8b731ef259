package dev.braid.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that keeps running in a host, its output in a file. */
public final class LabProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final Path output;

    LabProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** The program's own: {@code ip netns exec} becomes the program it starts. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path outputFile() {
        return output;
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits until the output contains {@code text}. */
    public void awaitOutput(String text, Duration limit) throws IOException {
        await("say '" + text + "'", limit, out -> out.contains(text));
    }

    private void await(String what, Duration limit, Predicate<String> condition) throws IOException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean ended = !process.isAlive();
            String out = output();
            if (condition.test(out)) {
                return;
            }
            if (ended) {
                throw new CommandFailedException(name, process.exitValue(), out);
            }
            if (System.nanoTime() > deadlineNs) {
                throw new IOException("'" + name + "' did not " + what + " within " + limit + ": " + out.strip());
            }
            pause();
        }
    }

    /** Waits for the end and answers the exit code. */
    public int awaitExit(Duration limit) throws IOException {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throw new IOException("'" + name + "' still runs after " + limit + ": " + output().strip());
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL, as a crash would end it. */
    public void kill() {
        process.destroyForcibly();
    }

    /** A signal by its name without SIG: {@code INT}. */
    public void signal(String signal) throws IOException {
        Command.run("kill", "-" + signal, Long.toString(pid()));
    }

    /** SIGTERM, and SIGKILL to whatever is left of it and its children five seconds later. */
    @Override
    public void close() {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }
}
