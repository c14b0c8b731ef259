package dev.braid.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the distribution's package in a temporary directory, on a port of its own. It does not run as root, so as
 * root it is given to the user that the package made.
 */
final class Postgres implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final Path directory;
    private final int port;

    private Postgres(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static Postgres start() throws IOException {
        Path directory = Files.createTempDirectory(
                "braid-postgres", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        Postgres postgres = new Postgres(directory, freePort());
        postgres.tool(
                "initdb", "-D", postgres.data(), "-A", "trust", "-U", "braid", "--no-sync", "-E", "UTF8", "--locale=C");
        postgres.tool(
                "pg_ctl",
                "-D",
                postgres.data(),
                "-w",
                "-t",
                "30",
                "-l",
                directory + "/log",
                "-o",
                "-F -c listen_addresses=127.0.0.1 -c unix_socket_directories= -p " + postgres.port,
                "start");
        return postgres;
    }

    /** An empty database of this name. */
    String url(String database) {
        try {
            tool(
                    "psql",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-U",
                    "braid",
                    "-d",
                    "postgres",
                    "-q",
                    "-c",
                    "CREATE DATABASE " + database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=braid";
    }

    @Override
    public void close() throws IOException {
        tool("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void tool(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs().resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("braid-postgres", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + " failed: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(output);
        }
    }

    private static Path programs() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            throw new IOException("PostgreSQL is missing: apt-get install postgresql, or run deploy/test, which does");
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("there is no initdb under " + VERSIONS));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
