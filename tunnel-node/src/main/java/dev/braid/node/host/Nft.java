package dev.braid.node.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The nft program. It inherits the network namespace of the calling thread, and CAP_NET_ADMIN only if that is an ambient
 * capability.
 */
final class Nft {
    private static final long TIMEOUT_S = 20;

    private final @Nullable Path program;

    private Nft(@Nullable Path program) {
        this.program = program;
    }

    /** Looks where administrators' programs are, too: a service's PATH often ends before the sbin directories. */
    static Nft find() {
        List<String> directories = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            directories.addAll(List.of(path.split(":")));
        }
        directories.addAll(List.of("/usr/sbin", "/sbin", "/usr/local/sbin"));
        for (String directory : directories) {
            Path candidate = Path.of(directory, "nft");
            if (directory.startsWith("/") && Files.isExecutable(candidate)) {
                return new Nft(candidate);
            }
        }
        return new Nft(null);
    }

    /** One script, one transaction: all of it takes effect or nothing. */
    void run(String script) throws IOException {
        call(List.of("-f", "-"), script);
    }

    /** All chains with hook and policy, as JSON (libnftables-json(5)); an empty object without the program. */
    String chains() throws IOException {
        return program == null ? "{}" : call(List.of("--json", "list", "chains"), "");
    }

    /** The rules of a table, named as {@link Machine#nftTables} does. */
    String table(String name) throws IOException {
        return call(List.of("list", "table", name), "");
    }

    /** A table as JSON; an empty object without the program. */
    String tableAsJson(String family, String name) throws IOException {
        return program == null ? "{}" : call(List.of("--json", "list", "table", family, name), "");
    }

    private String call(List<String> arguments, String input) throws IOException {
        if (program == null) {
            throw new HostException("the program nft is not installed, and this node needs a firewall table of its own;"
                    + " install the package nftables (Debian, Ubuntu: apt install nftables)");
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended before it had read everything: what it printed says why.
            process.onExit();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return finish(process, output);
    }

    private static String finish(Process process, String output) throws IOException {
        try {
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new HostException("nft did not end within " + TIMEOUT_S + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new HostException("interrupted while nft was running", e);
        }
        if (process.exitValue() != 0) {
            String remedy = output.contains("Operation not permitted")
                    ? " - nft needs CAP_NET_ADMIN as an ambient capability (systemd: AmbientCapabilities=CAP_NET_ADMIN)"
                    : "";
            throw new HostException("nft refused: " + output.strip() + remedy);
        }
        return output;
    }
}
