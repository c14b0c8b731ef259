package dev.braid.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@code braid-control} that runs in a host of the lab, and a client of its REST API there. What is secret goes to curl in files, since
 * all users of the machine see command lines.
 */
public final class ControlServer implements AutoCloseable {
    /** The API's answer. */
    public record Answer(int status, JsonNode body) {}

    /** Of the API and the dashboard, on the host's loopback. */
    public static final int PORT = 8080;

    private static final String URL = "http://127.0.0.1:" + PORT;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Over those that it is shipped with. */
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-Xmx192m");

    private final Lab lab;
    private final String host;
    private final Path jar;
    private final Path options;
    private final Path directory;
    private final String address;
    private final String password = UUID.randomUUID().toString();
    private LabProcess process;

    private ControlServer(Lab lab, String host, Path root, Path directory, String address) throws IOException {
        this.lab = lab;
        this.host = host;
        this.jar = root.resolve("control-api/target/braid-control.jar");
        this.options = root.resolve("control-api/src/main/jvm/braid-control.options");
        this.directory = directory;
        this.address = address;
        process = launch();
    }

    /**
     * Starts it and makes the first administrator, by the link it leaves for that.
     *
     * @param root of the build tree
     * @param directory for its data; must not exist
     * @param address where nodes find it
     */
    public static ControlServer start(Lab lab, String host, Path root, Path directory, String address)
            throws IOException {
        ControlServer server = startUntouched(lab, host, root, directory, address);
        try {
            server.setUp();
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** The same without an administrator: whoever opens {@link #setupLink} becomes one, and calls from here are nobody's. */
    public static ControlServer startUntouched(Lab lab, String host, Path root, Path directory, String address)
            throws IOException {
        ControlServer server = new ControlServer(lab, host, root, directory, address);
        try {
            server.awaitSetupLink();
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** As after a crash of the machine: SIGKILL, and a new start on the same data. */
    public void kill() throws IOException {
        process.kill();
        process.awaitExit(Duration.ofSeconds(10));
    }

    public void restart() throws IOException {
        process = launch();
        awaitAnswer();
    }

    /** Another machine takes its place, with nothing but what a backup has: all that was here is gone. */
    public void moveByBackup() throws IOException {
        Path file = directory.resolve("backup");
        Path body = secret("request", """
                {"passphrase": "%s"}""".formatted(password));
        curl(
                "-o",
                file.toString(),
                "-H",
                "@" + directory.resolve("headers"),
                "-H",
                "Content-Type: application/json",
                "--data-binary",
                "@" + body,
                URL + "/api/v1/backup");
        kill();
        Path data = directory.resolve("data");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path gone : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(gone);
            }
        }
        process = launch();
        String token = setupToken();
        Path headers = secret(
                "restore",
                "Content-Type: application/octet-stream\nX-Backup-Passphrase: " + password + "\nX-Setup-Token: "
                        + token);
        curl("-H", "@" + headers, "--data-binary", "@" + file, URL + "/api/v1/restore");
    }

    private void curl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--fail-with-body", "--max-time", "30"));
        command.addAll(List.of(arguments));
        lab.exec(host, command.toArray(String[]::new));
    }

    public JsonNode get(String path) throws IOException {
        return successful("GET", path, "");
    }

    /** Creates, or replaces what is there whatever it is. */
    public JsonNode put(String path, String body) throws IOException {
        Answer answer = call("PUT", path, body, "If-None-Match: *");
        return answer.status() == 412
                ? checked("PUT", path, call("PUT", path, body, "If-Match: *"))
                : checked("PUT", path, answer);
    }

    public JsonNode post(String path, String body) throws IOException {
        return successful("POST", path, body);
    }

    public void delete(String path) throws IOException {
        checked("DELETE", path, call("DELETE", path, "", "If-Match: *"));
    }

    /** A key's text, good for one machine, for half an hour. */
    public String joinKey(String node, String kind) throws IOException {
        String body = """
                {"nodeName": "%s", "kind": "%s", "uses": 1, "expiresAt": "%s"}
                """.formatted(node, kind, Instant.now().plusSeconds(1800));
        return put(
                        "/api/v1/enrolment-keys/" + node + "-"
                                + UUID.randomUUID().toString().substring(0, 8),
                        body)
                .path("key")
                .asString();
    }

    /** {@code path} under the server; the body is empty or JSON. */
    public Answer call(String method, String path, String body, String... headers) throws IOException {
        Path request = secret("request", body);
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "--max-time",
                "30",
                "-X",
                method,
                "-w",
                "\n%{http_code}",
                "-H",
                "@" + directory.resolve("headers")));
        for (String header : headers) {
            command.addAll(List.of("-H", header));
        }
        if (!body.isEmpty()) {
            command.addAll(List.of("-H", "Content-Type: application/json", "--data-binary", "@" + request));
        }
        command.add(URL + path);
        String out = lab.exec(host, command.toArray(String[]::new));
        int end = out.lastIndexOf('\n');
        String text = out.substring(0, Math.max(0, end)).strip();
        return new Answer(
                Integer.parseInt(out.substring(end + 1).strip()),
                text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : JSON.createObjectNode());
    }

    /** For a person: where the interface is, and who may in. */
    public String url() {
        return URL;
    }

    public String log() throws IOException {
        return process.output();
    }

    public long pid() {
        return process.pid();
    }

    private LabProcess launch() throws IOException {
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not built: mvn -pl control-api -am package -DskipTests");
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.add("@" + options);
        command.addAll(FLAGS);
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--braid.data-directory=" + directory.resolve("data"),
                "--braid.sessions.addresses=" + address,
                "--braid.trial-seconds=20"));
        Files.createDirectories(directory);
        if (!Files.exists(directory.resolve("headers"))) {
            secret("headers", "Accept: application/json");
        }
        return lab.start(host, Map.of(), command);
    }

    private void awaitAnswer() throws IOException {
        long deadlineNs = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                call("GET", "/api/v1/setup", "");
                return;
            } catch (CommandFailedException e) {
                if (!process.isAlive() || System.nanoTime() > deadlineNs) {
                    throw new IOException("braid-control does not answer: " + process.output(), e);
                }
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    /** Who may sign in: made at the first start, for this run only. */
    public String password() {
        return password;
    }

    private void setUp() throws IOException {
        String token = setupToken();
        post("/api/v1/setup", """
                {"token": "%s", "user": "lab", "password": "%s"}""".formatted(token, password));
        secret("headers", "Authorization: Bearer " + token());
    }

    /** The file that holds the one-time link; gone when it was used. */
    public Path setupLink() {
        return directory.resolve("data/setup-link");
    }

    private String setupToken() throws IOException {
        awaitSetupLink();
        return Files.readString(setupLink()).strip().replaceAll(".*token=", "");
    }

    private void awaitSetupLink() throws IOException {
        long deadlineNs = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(setupLink())) {
            if (!process.isAlive() || System.nanoTime() > deadlineNs) {
                throw new IOException("braid-control made no setup link: " + process.output());
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    /** Signs in as a browser would and makes a token, which needs neither cookies nor CSRF. */
    private String token() throws IOException {
        Path jar = directory.resolve("cookies");
        Path body = secret("request", """
                {"user": "lab", "password": "%s"}""".formatted(password));
        lab.exec(
                host,
                "curl",
                "-sSf",
                "-c",
                jar.toString(),
                "-H",
                "Content-Type: application/json",
                "--data-binary",
                "@" + body,
                URL + "/api/v1/session");
        String cookies = Files.readString(jar);
        secret(
                "headers",
                "Cookie: braid_session=" + cookie(cookies, "braid_session") + "; braid_csrf="
                        + cookie(cookies, "braid_csrf") + "\nX-CSRF-Token: " + cookie(cookies, "braid_csrf"));
        Files.delete(jar);
        JsonNode made = put("/api/v1/tokens/lab", """
                {"scopes": ["nodes:read", "nodes:write", "metrics:read", "events:read", "certificates:read",
                 "certificates:write", "enrolment:read", "enrolment:write", "diagnostics:read", "diagnostics:run",
                 "audit:read", "backup:read"], "expiresAt": "%s"}""".formatted(Instant.now().plus(Duration.ofDays(30))));
        return made.path("secret").asString();
    }

    private static String cookie(String jar, String name) throws IOException {
        return jar.lines()
                .filter(line -> line.contains("\t" + name + "\t"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .findFirst()
                .orElseThrow(() -> new IOException("signing in set no cookie " + name));
    }

    private JsonNode successful(String method, String path, String body) throws IOException {
        return checked(method, path, call(method, path, body));
    }

    private static JsonNode checked(String method, String path, Answer answer) throws IOException {
        if (answer.status() >= 300) {
            throw new IOException("%s %s: %d %s".formatted(method, path, answer.status(), answer.body()));
        }
        return answer.body();
    }

    private Path secret(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
        return file;
    }

    @Override
    public void close() {
        process.close();
    }
}
