package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Walks over every resource of the API's document that is put under a name: the same rules hold for all. */
class ResourcesTest {
    /** Bodies by path, with a number in them that makes each another, and a day to come. A new resource fails here until it has one. */
    private static final Map<String, String> BODIES = Map.of(
            "/api/v1/nodes/{node}",
            "{\"spec\":{\"kind\":\"hub\",\"publicAddress\":\"192.0.2.1\",\"port\":#}}",
            "/api/v1/nodes/{node}/uplinks/{uplink}",
            "{\"spec\":{\"interface\":\"eth#\"}}",
            "/api/v1/users/{name}",
            "{\"role\":\"viewer\",\"displayName\":\"Ada #\"}",
            "/api/v1/tokens/{name}",
            "{\"scopes\":[\"nodes:read\"],\"expiresAt\":\"@T00:00:#Z\"}",
            "/api/v1/enrolment-keys/{name}",
            "{\"kind\":\"edge\",\"uses\":#,\"expiresAt\":\"@T00:00:00Z\"}");

    @TempDir
    static Path directory;

    private static Control control;
    private static Client api;
    private static JsonNode paths;
    private static String day = "";

    @BeforeAll
    static void start() {
        day = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
        control = Control.start(directory);
        api = control.administrator();
        paths = api.get("/v3/api-docs").json().path("paths");
        api.put("nodes/base-hub", body("/api/v1/nodes/{node}", 99));
        api.put("nodes/base", "{\"spec\":{\"kind\":\"edge\",\"hubs\":[\"base-hub\"]}}");
    }

    @AfterAll
    static void stop() {
        control.close();
    }

    @Test
    void everyNamedResourceIsWalkedOver() {
        List<String> named = paths.propertyStream()
                .filter(path -> path.getValue().has("put") && path.getValue().has("delete"))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(BODIES).containsOnlyKeys(named);
    }

    @Test
    void whatIsPutIsRead() {
        each("read", (path, at) -> {
            Answer created = create(path, at);
            Answer read = api.get(at);
            assertThat(read.status()).as(read.toString()).isEqualTo(200);
            assertThat(read.etag()).isEqualTo(created.etag());
            Answer same = api.put(at, body(path, 11), "If-Match", created.etag());
            assertThat(same.status()).as(at + ": " + same).isEqualTo(200);
            assertThat(same.etag()).as("%s: the same again is no change", at).isEqualTo(created.etag());
        });
    }

    @Test
    void whatExistsIsReplacedOnlyByWhoHasSeenIt() {
        each("seen", (path, at) -> {
            Answer created = create(path, at);
            assertThat(api.put(at, body(path, 12)).code()).as(at).isEqualTo("if_match_required");
            assertThat(api.put(at, body(path, 12), "If-None-Match", "*").code())
                    .as(at)
                    .isEqualTo("already_exists");
            Answer replaced = api.put(at, body(path, 12), "If-Match", created.etag());
            assertThat(replaced.status()).as(at + ": " + replaced).isEqualTo(200);
            Answer stale = api.put(at, body(path, 13), "If-Match", created.etag());
            assertThat(stale.status()).as(at).isEqualTo(412);
            assertThat(stale.code()).isEqualTo("etag_mismatch");
            assertThat(api.get(at).etag()).isEqualTo(replaced.etag());
        });
    }

    @Test
    void whatExistsIsDeletedOnlyByWhoHasSeenIt() {
        each("gone", (path, at) -> {
            Answer created = create(path, at);
            assertThat(api.delete(at).code()).as(at).isEqualTo("if_match_required");
            assertThat(api.delete(at, "If-Match", "\"1\"").code()).as(at).isEqualTo("etag_mismatch");
            assertThat(api.delete(at + "?dryRun=true", "If-Match", created.etag())
                            .status())
                    .as(at)
                    .isEqualTo(200);
            assertThat(api.get(at).status()).as(at).isEqualTo(200);
            Answer gone = api.delete(at, "If-Match", created.etag());
            assertThat(gone.status()).as(at + ": " + gone).isEqualTo(204);
            assertThat(api.get(at).code()).as(at).isEqualTo("not_found");
        });
    }

    @Test
    void dryRunKeepsNothing() {
        each("dry", (path, at) -> {
            Answer dry = api.put(at + "?dryRun=true", first(path));
            assertThat(dry.status()).as(at + ": " + dry).isEqualTo(200);
            assertThat(dry.json().path("change").asString()).isEqualTo("create");
            assertThat(api.get(at).status()).as(at).isEqualTo(404);
        });
    }

    @Test
    void ofManyWritersWhoHaveSeenTheSameOneWins() {
        each("race", (path, at) -> {
            Answer created = create(path, at);
            List<Answer> answers = Together.all(IntStream.range(0, 6)
                    .<Callable<Answer>>mapToObj(i -> () -> api.put(at, body(path, 20 + i), "If-Match", created.etag()))
                    .toList());

            List<Answer> won =
                    answers.stream().filter(answer -> answer.status() == 200).toList();
            assertThat(won).as(at + ": " + answers).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .extracting(Answer::code)
                    .as(at)
                    .containsOnly("etag_mismatch");
            assertThat(api.get(at).etag()).as(at).isEqualTo(won.getFirst().etag());
        });
    }

    private static void each(String name, BiConsumer<String, String> check) {
        BODIES.keySet()
                .forEach(path -> check.accept(
                        path,
                        path.replace("/api/v1/", "")
                                .replace("{node}/uplinks/{uplink}", "base/uplinks/" + name)
                                .replaceAll("\\{[^}]+}", name)));
    }

    private static Answer create(String path, String at) {
        Answer created = api.put(at, first(path), "If-None-Match", "*");
        assertThat(created.status()).as(at + ": " + created).isEqualTo(201);
        return created;
    }

    /** As {@code body(path, 11)}, with what only a new one needs. */
    private static String first(String path) {
        String body = body(path, 11);
        return path.contains("/users/")
                ? body.substring(0, body.length() - 1) + ",\"password\":\"" + Control.PASSWORD + "\"}"
                : body;
    }

    private static String body(String path, int number) {
        return BODIES.getOrDefault(path, "")
                .replace("#", Integer.toString(number))
                .replace("@", day);
    }
}
