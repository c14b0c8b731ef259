package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is left after the worst moment: all that was answered, nothing by halves. */
class CrashIT {
    private static final String HUB = "{\"spec\":{\"kind\":\"hub\",\"publicAddress\":\"192.0.2.1\"}}";
    private static final String EDGE = "{\"spec\":{\"kind\":\"edge\",\"hubs\":[\"fra\"]}}";

    @TempDir
    Path directory;

    @Test
    void whatWasAnsweredBeforeAKillIsThereAfterIt() throws Exception {
        Path data = directory.resolve("data");
        Map<String, String> answered = new ConcurrentHashMap<>();
        Client api;
        try (ControlProcess first = ControlProcess.start(data)) {
            api = administrator(first, data);
            assertThat(api.put("nodes/fra", HUB).status()).isEqualTo(201);
            CountDownLatch enough = new CountDownLatch(25);
            Thread writer = Thread.ofPlatform().start(() -> write(api, answered, enough));
            enough.await();
            first.kill();
            writer.join();
        }
        assertThat(answered).hasSizeGreaterThanOrEqualTo(25);
        try (ControlProcess second = ControlProcess.start(data)) {
            Client after = api.at(second.client("").base());
            answered.forEach((name, etag) ->
                    assertThat(after.get("nodes/" + name).etag()).as(name).isEqualTo(etag));
            assertThat(integrity(data)).isEqualTo("ok");
            assertWhole(after);
            Answer next = after.put("nodes/after", EDGE);
            assertThat(next.status()).as(next.toString()).isEqualTo(201);
            assertThat(answered.values()).doesNotContain(next.etag());
        }
    }

    @Test
    void aFullDiskRefusesChangesAndServesOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("full"));
                Control control = Control.start(disk.root())) {
            Client api = control.administrator();
            assertThat(api.put("nodes/fra", HUB).status()).isEqualTo(201);
            Path filler = disk.fill();
            Answer refused = putUntilFull(api);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(507);
            assertThat(refused.code()).isEqualTo("store_full");
            assertThat(api.get("nodes/fra").status()).isEqualTo(200);
            Files.delete(filler);
            assertThat(api.put("nodes/after", EDGE).status()).isEqualTo(201);
            assertWhole(api);
            assertThat(integrity(disk.root())).isEqualTo("ok");
        }
    }

    @Test
    void aLockedStoreSaysSoAndRecovers() throws Exception {
        Path data = directory.resolve("locked");
        try (Control control = Control.start(data)) {
            Client api = control.administrator();
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("braid.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                Answer refused = api.put("nodes/fra", HUB);
                assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("store_busy");
                assertThat(api.get("nodes").status()).isEqualTo(200);
                statement.execute("ROLLBACK");
            }
            assertThat(api.get("nodes/fra").status()).isEqualTo(404);
            assertThat(api.put("nodes/fra", HUB).status()).isEqualTo(201);
        }
    }

    @Test
    void twoProcessesOnOneDirectoryAreRefused() throws Exception {
        Path data = directory.resolve("shared");
        try (ControlProcess first = ControlProcess.start(data)) {
            assertThat(first.client("").get("setup").status()).isEqualTo(200);
            assertThat(org.junit.jupiter.api.Assertions.assertThrows(
                            IllegalStateException.class, () -> ControlProcess.start(data)))
                    .hasMessageContaining("is in use by another braid-control");
        }
    }

    @Test
    void otherMachinesGetNoPlainHttpUnlessAskedFor() throws Exception {
        assertThat(org.junit.jupiter.api.Assertions.assertThrows(
                        IllegalStateException.class,
                        () -> ControlProcess.start(directory.resolve("open"), "--server.address=0.0.0.0")))
                .hasMessageContaining("passwords would travel in the clear")
                .hasMessageNotContaining("at dev.braid");
        try (ControlProcess asked = ControlProcess.start(
                directory.resolve("asked"), "--server.address=0.0.0.0", "--braid.plain-http=true")) {
            assertThat(asked.client("").get("setup").status()).isEqualTo(200);
        }
    }

    /** Pages of the log that are there already can still be written. */
    private static Answer putUntilFull(Client api) {
        Answer answer = api.put("nodes/full-0", EDGE);
        for (int i = 1; answer.status() == 201 && i < 1_000; i++) {
            answer = api.put("nodes/full-" + i, EDGE);
        }
        return answer;
    }

    private static void write(Client api, Map<String, String> answered, CountDownLatch enough) {
        try {
            for (int i = 0; ; i++) {
                Answer put = api.put("nodes/edge-" + i, EDGE);
                if (put.status() == 201) {
                    answered.put("edge-" + i, put.etag());
                    enough.countDown();
                }
            }
        } catch (UncheckedIOException killed) {
            enough.countDown();
        }
    }

    /** Each node was audited in its own transaction, and the hub's specification knows each. */
    private static void assertWhole(Client api) {
        JsonNode nodes = api.get("nodes?limit=1000").json().path("items");
        JsonNode audit = api.get("audit?limit=1000").json().path("items");
        long audited = audit.valueStream()
                .filter(entry -> entry.path("resource").asString().startsWith("nodes/"))
                .count();
        assertThat(audited).isEqualTo(nodes.size());
    }

    private static String integrity(Path data) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("braid.db"));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA integrity_check")) {
            row.next();
            return row.getString(1);
        }
    }

    static Client administrator(ControlProcess control, Path data) {
        Client client = control.client("");
        assertThat(Control.setUp(client, data).status()).isEqualTo(204);
        return Control.tokenOf(client, "ada", "all", Control.SCOPES);
    }
}
