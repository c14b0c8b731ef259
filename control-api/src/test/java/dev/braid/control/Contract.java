package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.access.SignInChecks;
import dev.braid.control.event.Event;
import dev.braid.control.event.Events;
import dev.braid.control.event.NewEvent;
import dev.braid.control.node.Commands;
import dev.braid.control.node.DesiredSpecs;
import dev.braid.control.telemetry.HistoryChecks;
import dev.braid.control.telemetry.Intake;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds on either database. Each test has nodes of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Contract {
    private static final String HUB = "{\"spec\":{\"kind\":\"hub\",\"publicAddress\":\"192.0.2.1\"%s}}";

    @TempDir
    static Path directory;

    private Control control;
    private Client api;

    /** Arguments that name an empty database. */
    abstract String[] database(String name) throws IOException;

    void closeDatabase() throws IOException {}

    @BeforeAll
    void start() throws IOException {
        control = Control.start(directory.resolve("first"), database("first"));
        api = control.administrator();
    }

    @AfterAll
    void stop() throws IOException {
        control.close();
        closeDatabase();
    }

    @Test
    void setupLinkWorksOnce() {
        assertThat(directory.resolve("first/setup-link")).doesNotExist();
        assertThat(api.get("setup").json().path("required").asBoolean()).isFalse();
        Answer again = api.post("setup", "{\"token\":\"x\",\"user\":\"eve\",\"password\":\"0123456789\"}");
        assertThat(again.code()).isEqualTo("conflict");
    }

    @Test
    void putCreatesThenReplacesOnlyWithTheCurrentEtag() {
        Answer created = api.put("nodes/etag", HUB.formatted(""), "If-None-Match", "*");
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(api.put("nodes/etag", HUB.formatted(""), "If-None-Match", "*")
                        .code())
                .isEqualTo("already_exists");
        assertThat(api.put("nodes/etag", HUB.formatted(",\"port\":7071")).code())
                .isEqualTo("if_match_required");
        Answer replaced = api.put("nodes/etag", HUB.formatted(",\"port\":7071"), "If-Match", created.etag());
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.etag()).isNotEqualTo(created.etag());
        Answer stale = api.put("nodes/etag", HUB.formatted(",\"port\":7072"), "If-Match", created.etag());
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().path("currentETag").asString()).isEqualTo(replaced.etag());
        assertThat(api.get("nodes/etag").json().path("spec").path("port").asInt())
                .isEqualTo(7071);
        assertThat(api.delete("nodes/etag", "If-Match", created.etag()).status())
                .isEqualTo(412);
        assertThat(api.delete("nodes/etag", "If-Match", replaced.etag()).status())
                .isEqualTo(204);
        assertThat(api.get("nodes/etag").status()).isEqualTo(404);
    }

    @Test
    void theSamePutTwiceIsOneChange() {
        Answer created = api.put("nodes/same", HUB.formatted(""));
        Answer again = api.put("nodes/same", HUB.formatted(",\"port\":7070"), "If-Match", created.etag());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.etag()).isEqualTo(created.etag());
        assertThat(auditOf("nodes/same")).hasSize(1);
    }

    @Test
    void dryRunShowsTheDifferenceAndKeepsNothing() {
        Answer created = api.put("nodes/dry", HUB.formatted(""));
        Answer dry = api.put("nodes/dry?dryRun=true", HUB.formatted(",\"port\":9"), "If-Match", created.etag());
        assertThat(dry.json().path("change").asString()).isEqualTo("replace");
        JsonNode difference = dry.json().path("differences").path(0);
        assertThat(difference.path("path").asString()).isEqualTo("port");
        assertThat(difference.path("before").asInt()).isEqualTo(7070);
        assertThat(difference.path("after").asInt()).isEqualTo(9);
        assertThat(api.get("nodes/dry").etag()).isEqualTo(created.etag());
        assertThat(auditOf("nodes/dry")).hasSize(1);
    }

    @Test
    void whatNodesShallRunFollowsWhatPeopleWant() {
        hub("hub-a");
        Answer edge = edge("edge-a", "hub-a", "[\"192.168.50.0/24\"]");
        Answer uplink = api.put("nodes/edge-a/uplinks/dsl", "{\"spec\":{\"interface\":\"eth1\"}}");
        assertThat(uplink.status()).as(uplink.toString()).isEqualTo(201);
        long first = desired("edge-a");
        assertThat(first).isEqualTo(uplink.json().path("revision").asLong());
        Answer disabled = api.post("nodes/edge-a/uplinks/dsl/disable", "");
        assertThat(disabled.json().path("spec").path("disabled").asBoolean()).isTrue();
        assertThat(api.post("nodes/edge-a/uplinks/dsl/disable", "").etag()).isEqualTo(disabled.etag());
        assertThat(edge("edge-b", "hub-a", "[\"192.168.50.128/25\"]").code()).isEqualTo("invalid_field");
        assertThat(api.delete("nodes/hub-a", "If-Match", "*").code()).isEqualTo("conflict");
        assertThat(api.put("nodes/edge-a", HUB.formatted(""), "If-Match", edge.etag())
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void streamsAndGrantsReachTheNodesAndMistakesAreNamed() {
        hub("hub-x");
        String edge = "{\"spec\":{\"kind\":\"edge\",\"hubs\":[\"hub-x\"],\"grants\":[\"198.51.100.0/24\"],"
                + "\"streams\":{\"exceptPorts\":[\"%s\"],\"idleSeconds\":600}}}";
        assertThat(api.put("nodes/edge-x", edge.formatted("70-60")).response().body())
                .contains("spec.streams.exceptPorts[0]", "neither a port nor a range");
        Answer made = api.put("nodes/edge-x", edge.formatted("5060-5061"));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.json().path("spec").path("streams").path("maxFlows").asInt())
                .isEqualTo(4096);
        assertThat(api.put("nodes/edge-x/uplinks/dsl", "{\"spec\":{\"interface\":\"eth1\"}}")
                        .status())
                .isEqualTo(201);
        DesiredSpecs desired = control.bean(DesiredSpecs.class);
        JsonNode streams = desired.now("edge-x").orElseThrow().spec().path("streams");
        assertThat(streams.path("except").path("ports").path(0).asString()).isEqualTo("5060-5061");
        assertThat(streams.path("idle").asInt()).isEqualTo(600);
        assertThat(desired.now("hub-x")
                        .orElseThrow()
                        .spec()
                        .path("edges")
                        .path("edge-x")
                        .path("grants")
                        .path(0)
                        .asString())
                .isEqualTo("198.51.100.0/24");
    }

    @Test
    void rollbackUndoesTheLastChangeAndOnlyTheOneThatWasSeen() {
        hub("hub-r");
        edge("edge-r", "hub-r", "[]");
        api.put("nodes/edge-r/uplinks/dsl", "{\"spec\":{\"interface\":\"eth1\"}}");
        api.put("nodes/edge-r/uplinks/lte", "{\"spec\":{\"interface\":\"wwan0\"}}");
        long seen = desired("edge-r");
        api.put("nodes/edge-r/uplinks/lte", "{\"spec\":{\"interface\":\"wwan0\",\"role\":\"never\"}}", "If-Match", "*");
        assertThat(rollback(seen).code()).isEqualTo("conflict");
        assertThat(wouldUndo()).isEqualTo("uplinks.lte.role: never -> use");
        assertThat(uplink("lte").path("spec").path("role").asString()).isEqualTo("never");
        assertThat(rollback(desired("edge-r")).status()).isEqualTo(200);
        assertThat(uplink("lte").path("spec").path("role").asString()).isEqualTo("use");
        assertThat(rollback(desired("edge-r")).status()).isEqualTo(200);
        assertThat(uplink("lte").path("spec").path("role").asString()).isEqualTo("never");
        assertThat(api.delete("nodes/edge-r/uplinks/lte", "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(rollback(desired("edge-r")).status()).isEqualTo(200);
        assertThat(uplink("lte").path("spec").path("role").asString()).isEqualTo("never");
        api.post("nodes/edge-r/uplinks/dsl/disable", "");
        assertThat(wouldUndo()).isEqualTo("uplinks.dsl.disabled: true -> false");
        assertThat(rollback(desired("edge-r")).status()).isEqualTo(200);
        assertThat(uplink("dsl").path("spec").path("disabled").asBoolean()).isFalse();
    }

    @Test
    void ofManyWhoUndoTheSameRevisionOneDoes() throws Exception {
        hub("hub-u");
        edge("edge-u", "hub-u", "[]");
        api.put("nodes/edge-u/uplinks/dsl", "{\"spec\":{\"interface\":\"eth1\"}}");
        for (int round = 1; round <= 4; round++) {
            String other = "eth" + (round + 1);
            api.put("nodes/edge-u/uplinks/dsl", "{\"spec\":{\"interface\":\"" + other + "\"}}", "If-Match", "*");
            String seen = "{\"revision\":" + desired("edge-u") + "}";
            int changesBefore = auditOf("nodes/edge-u/uplinks/dsl").size();
            List<Answer> answers = Together.all(Collections.nCopies(6, () -> api.post("nodes/edge-u/rollback", seen)));

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .extracting(Answer::code)
                    .containsOnly("conflict");
            assertThat(auditOf("nodes/edge-u/uplinks/dsl")).hasSize(changesBefore + 1);
            assertThat(api.get("nodes/edge-u/uplinks/dsl")
                            .json()
                            .path("spec")
                            .path("interface")
                            .asString())
                    .isEqualTo("eth1");
        }
    }

    @Test
    void resultsOfDiagnosticsAreKeptToANumber() {
        hub("hub-kept");
        edge("edge-kept", "hub-kept", "[]");
        Commands commands = control.bean(Commands.class);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 104; i++) {
            Answer asked = api.post("diagnostics/mptcp-support", "{\"node\":\"edge-kept\"}");
            assertThat(asked.status()).as(asked.toString()).isEqualTo(201);
            ids.add(asked.json().path("id").asString());
            commands.take("edge-kept").forEach(taken -> commands.finish("edge-kept", taken.id(), null, "not today"));
        }
        assertThat(ids)
                .filteredOn(id -> api.get("diagnostics/mptcp-support/" + id).status() == 200)
                .hasSize(100)
                .contains(ids.getLast());
    }

    @Test
    void aPersonCanBeAskedToConfirmAnUplinkToo() {
        hub("hub-p");
        edge("edge-p", "hub-p", "[]");
        api.put("nodes/edge-p/uplinks/dsl", "{\"spec\":{\"interface\":\"eth1\"}}");
        assertThat(control.bean(DesiredSpecs.class).now("edge-p").orElseThrow().byPerson())
                .isFalse();
        Answer put = api.put(
                "nodes/edge-p/uplinks/dsl?confirm=person", "{\"spec\":{\"interface\":\"eth2\"}}", "If-Match", "*");
        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(control.bean(DesiredSpecs.class).now("edge-p").orElseThrow().byPerson())
                .isTrue();
    }

    private Answer rollback(long revision) {
        return api.post("nodes/edge-r/rollback", "{\"revision\":" + revision + "}");
    }

    /** The one difference that a rollback would make. */
    private String wouldUndo() {
        Answer told = api.post("nodes/edge-r/rollback?dryRun=true", "{\"revision\":" + desired("edge-r") + "}");
        assertThat(told.json().path("differences").size()).as(told.toString()).isEqualTo(1);
        JsonNode one = told.json().path("differences").path(0);
        return one.path("path").asString() + ": " + one.path("before").asString() + " -> "
                + one.path("after").asString();
    }

    private JsonNode uplink(String name) {
        return api.get("nodes/edge-r/uplinks/" + name).json();
    }

    @Test
    void concurrentWritersLoseNothing() throws Exception {
        hub("hub-c");
        edge("edge-c", "hub-c", "[]");
        int writers = 6;
        int each = 4;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Boolean>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                work.add(threads.submit((Callable<Boolean>) () -> {
                    for (int i = 0; i < each; i++) {
                        append("edge-c", "10." + (100 + number) + "." + i + ".0/24");
                    }
                    return true;
                }));
            }
            for (Future<Boolean> done : work) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(api.get("nodes/edge-c").json().path("spec").path("lan").path("prefixes"))
                .hasSize(writers * each);
    }

    @Test
    void pagesHaveEverythingOnce() {
        for (int i = 0; i < 7; i++) {
            hub("page-" + i);
        }
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("nodes?limit=3&cursor=" + cursor).json();
            page.path("items")
                    .valueStream()
                    .forEach(node -> names.add(node.path("name").asString()));
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(names).doesNotHaveDuplicates().isSorted();
        assertThat(names.stream().filter(name -> name.startsWith("page-"))).hasSize(7);
        assertThat(api.get("nodes?cursor=*").code()).isEqualTo("invalid_parameter");
    }

    @Test
    void listsHaveAnEtagToo() {
        Answer first = api.get("users");
        assertThat(first.etag()).isNotEmpty();
        assertThat(api.send("GET", "users", "", "If-None-Match", first.etag()).status())
                .isEqualTo(304);
    }

    @Test
    void passwordsAreNowhereInTheAnswersAndTheLastAdministratorStays() {
        Answer made = api.put("users/eve", "{\"role\":\"operator\",\"password\":\"very secret words\"}");
        assertThat(made.response().body()).doesNotContain("secret", "argon2");
        assertThat(api.get("audit?limit=1000").response().body()).doesNotContain("very secret", "argon2", "braid_pat_");
        assertThat(api.delete("users/ada", "If-Match", "*").code()).isEqualTo("conflict");
        assertThat(api.put("users/ada", "{\"role\":\"viewer\"}", "If-Match", "*")
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void aSessionChangesNothingWithoutItsCsrfToken() {
        Answer signedIn = Control.signIn(control.anonymous(), "ada");
        String cookie = Control.cookie(signedIn);
        assertThat(String.join("\n", signedIn.response().headers().allValues("Set-Cookie")))
                .contains("HttpOnly", "SameSite=Strict");
        Client browser = control.anonymous();
        assertThat(browser.put("nodes/csrf", HUB.formatted(""), "Cookie", cookie)
                        .code())
                .isEqualTo("csrf");
        String csrf = signedIn.json().path("csrfToken").asString();
        assertThat(browser.delete("session", "Cookie", cookie, "X-CSRF-Token", csrf)
                        .status())
                .isEqualTo(204);
        assertThat(browser.send("GET", "session", "", "Cookie", cookie).status())
                .isEqualTo(401);
    }

    @Test
    void guessingIsSlowed() {
        Answer answer = control.anonymous().post("session", "{\"user\":\"nobody\",\"password\":\"guess\"}");
        for (int i = 0; i < 6; i++) {
            answer = control.anonymous().post("session", "{\"user\":\"nobody\",\"password\":\"guess " + i + "\"}");
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    }

    @Test
    void guessesThatAreUnderWayCount() {
        SignInChecks.attemptsUnderWayCount(control.context());
    }

    @Test
    void whoGetsInIsNeverSlowed() {
        SignInChecks.whoGetsInIsNeverSlowed(control.context());
    }

    @Test
    void reportsBecomeStatusTunnelsAndFigures() {
        hub("hub-t");
        edge("edge-t", "hub-t", "[]");
        Intake intake = control.bean(Intake.class);
        intake.accept("edge-t", report(1_000));
        intake.accept("edge-t", report(5_000));
        JsonNode status = api.get("nodes/edge-t").json().path("status");
        assertThat(status.path("online").asBoolean()).isTrue();
        assertThat(status.path("tunnels").path(0).path("name").asString()).isEqualTo("edge-t.hub-t");
        assertThat(api.get("tunnels/edge-t.hub-t/paths")
                        .json()
                        .path("items")
                        .path(0)
                        .path("state")
                        .asString())
                .isEqualTo("up");
        JsonNode history = api.get("metrics/history?node=edge-t&metric=outboundBitsPerSecond")
                .json();
        assertThat(history.path("resolutionSeconds").asInt()).isEqualTo(1);
        assertThat(history.path("series").path(0).path("values").toString()).containsPattern("[0-9]");
        assertThat(scrape())
                .contains("braid_path_up{node=\"edge-t\",path=\"dsl\",tunnel=\"hub-t\"} 1.0")
                .contains("braid_node_up{kind=\"edge\",node=\"edge-t\"} 1.0");
        assertThat(api.get("events?node=edge-t")
                        .json()
                        .path("items")
                        .path(0)
                        .path("kind")
                        .asString())
                .isEqualTo("node-connected");
    }

    @Test
    void eventsAndAuditAreSearchedBeyondAPage() {
        Instant old = Instant.parse("2026-01-01T00:00:00Z");
        List<NewEvent> told = new ArrayList<>();
        told.add(new NewEvent(
                old,
                Event.Severity.ERROR,
                "path-down",
                "edge-s",
                "edge-s.hub",
                "lte",
                "LTE is down: 100% lost",
                Map.of()));
        for (int i = 0; i < 150; i++) {
            told.add(NewEvent.ofNode(
                    Event.Severity.INFO, "node-connected", "edge-s", "talks again, 100 of it", Map.of()));
        }
        control.bean(Events.class).publish(told);
        for (String filter : List.of(
                "severity=error&words=edge-s",
                "words=lte%20edge-s",
                "node=edge-s&words=Down%20LOST",
                "node=edge-s&words=100%25",
                "node=edge-s&to=2026-01-01T00:00:01Z")) {
            assertThat(items("events?limit=100&" + filter))
                    .as(filter)
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.path("path").asString()).isEqualTo("lte"));
        }
        assertThat(items("events?node=edge-s&severity=warning&words=again")).isEmpty();
        assertThat(items("events?node=edge-s&to=2026-01-01T00:00:00Z")).isEmpty();
        assertThat(api.get("events?severity=bad").code()).isEqualTo("bad_request");
        assertThat(api.get("events?words=" + "w".repeat(101)).code()).isEqualTo("invalid_parameter");
        hub("hub-searched");
        for (int i = 0; i < 3; i++) {
            hub("hub-after-" + i);
        }
        assertThat(items("audit?limit=1&words=CREATE%20hub-searched"))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.path("resource").asString()).isEqualTo("nodes/hub-searched"));
        assertThat(items("audit?words=hub-searched&to=2026-01-01T00:00:00Z")).isEmpty();
    }

    private List<JsonNode> items(String path) {
        return List.copyOf(api.get(path).json().path("items").values());
    }

    @Test
    void minutesBecomeAnHourOnce() {
        HistoryChecks.minutesBecomeAnHourOnce(control.context());
    }

    @Test
    void secondsThatNobodyHereHeardAreThoseOfTheirMinute() {
        HistoryChecks.secondsThatNobodyHereHeardAreThoseOfTheirMinute(control.context());
    }

    @Test
    void theHourThatGoesOnIsAsItsMinutesWereSoFar() {
        HistoryChecks.theHourThatGoesOnIsAsItsMinutesWereSoFar(control.context());
    }

    @Test
    void aYearToComeIsNotListedByTheSecond() {
        HistoryChecks.aYearToComeIsNotListedByTheSecond(control.context());
    }

    @Test
    void theLiveStreamTellsSamplesAndGoesOnWhereItWas() throws Exception {
        hub("hub-l");
        Intake intake = control.bean(Intake.class);
        edge("edge-t", "hub-l", "[]");
        intake.accept("edge-t", report(1));
        HttpResponse<Stream<String>> live =
                api.stream("GET", "metrics/live?node=edge-t", new byte[0], HttpResponse.BodyHandlers.ofLines());
        assertThat(live.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Client writer = api;
        List<String> lines;
        try (Stream<String> body = live.body()) {
            CompletableFuture<Answer> change =
                    CompletableFuture.supplyAsync(() -> writer.put("nodes/live-change", HUB.formatted("")));
            List<String> seen = new ArrayList<>();
            lines = body.takeWhile(line -> {
                        seen.add(line);
                        return seen.stream().noneMatch(l -> l.contains("live-change"))
                                || seen.stream().noneMatch(l -> l.startsWith("data: {\"time\""));
                    })
                    .toList();
            assertThat(change.get().status()).isEqualTo(201);
        }
        assertThat(lines).anyMatch(line -> line.matches("id: [0-9]+-[0-9]+-[0-9]+"));
        String last = lines.stream().filter(line -> line.startsWith("id: ")).reduce("", (a, b) -> b);
        hub("live-missed");
        assertThat(firstChange("Last-Event-ID", last.substring("id: ".length())))
                .contains("live-missed");
    }

    /** What a stream that is taken up again tells first of changes. */
    private String firstChange(String... headers) {
        HttpResponse<Stream<String>> live = api.stream(
                "GET", "metrics/live?node=edge-t", new byte[0], HttpResponse.BodyHandlers.ofLines(), headers);
        try (Stream<String> body = live.body()) {
            return body.filter(line -> line.contains("\"topic\":\"node\""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aClientThatReadsNothingCostsTheOthersNothing() throws Exception {
        hub("hub-slow");
        HttpResponse<InputStream> stuck =
                api.stream("GET", "metrics/live", new byte[0], HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream unread = stuck.body();
                Stream<String> live = api.stream(
                                "GET", "metrics/live", new byte[0], HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            assertThat(live.filter(line -> line.equals("event: sample")).limit(3))
                    .hasSize(3);
            assertThat(api.get("nodes/hub-slow").status()).isEqualTo(200);
            assertThat(unread).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"straße des 17. juni", "пароль для копии", "ends with a space ", " begins with one"})
    void aPassphraseThatNoHeaderCarriesIsRefusedBeforeThereIsABackup(String passphrase) {
        Answer answer = api.post("backup", "{\"passphrase\":\"" + passphrase + "\"}");
        assertThat(answer.code()).isEqualTo("invalid_field");
        assertThat(answer.toString()).contains("must be letters and signs of ASCII");
    }

    @Test
    void aBackupBecomesTheSameInstallationOnAFreshMachine() throws IOException {
        hub("hub-k");
        Answer edge = edge("edge-k", "hub-k", "[\"192.168.77.0/24\"]");
        HttpResponse<byte[]> backup = api.stream(
                "POST",
                "backup",
                "{\"passphrase\":\"ten letters and more\"}".getBytes(StandardCharsets.UTF_8),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(backup.statusCode()).isEqualTo(200);
        assertThat(new String(backup.body(), StandardCharsets.ISO_8859_1)).doesNotContain("edge-k", "argon2");
        try (Control fresh = Control.start(directory.resolve("fresh"), database("fresh"))) {
            Client client = fresh.anonymous().with("");
            String setup = Control.setupToken(directory.resolve("fresh"));
            assertThat(restore(client, backup.body(), "another passphrase", setup))
                    .isEqualTo(401);
            assertThat(restore(client, backup.body(), "ten letters and more", "x"))
                    .isEqualTo(401);
            assertThat(restore(client, backup.body(), "ten letters and more", setup))
                    .isEqualTo(204);
            assertThat(directory.resolve("fresh/setup-link")).doesNotExist();
            Client restored = api.at(client.base());
            assertThat(restored.get("nodes/edge-k").etag()).isEqualTo(edge.etag());
            assertThat(Control.signIn(client, "ada").status()).isEqualTo(200);
            Answer next = restored.put("nodes/after", HUB.formatted(""));
            assertThat(next.json().path("revision").asLong())
                    .isGreaterThan(edge.json().path("revision").asLong());
        }
    }

    @Test
    void theSupportBundleHasNodesAndNoSecrets() {
        hub("hub-s");
        HttpResponse<byte[]> bundle =
                api.stream("GET", "support-bundle", new byte[0], HttpResponse.BodyHandlers.ofByteArray());
        String all = Zip.text(bundle.body());
        assertThat(all).contains("nodes/hub-s.json", "about.json", "\"database\"");
        assertThat(all).doesNotContain("argon2", "braid_pat_", Control.PASSWORD, "PRIVATE KEY", "secret_hash");
    }

    private static int restore(Client client, byte[] backup, String passphrase, String setup) {
        return client.stream(
                        "POST",
                        "restore",
                        backup,
                        HttpResponse.BodyHandlers.ofString(),
                        "Content-Type",
                        "application/octet-stream",
                        "X-Backup-Passphrase",
                        passphrase,
                        "X-Setup-Token",
                        setup)
                .statusCode();
    }

    private String scrape() {
        return new Client(control.management(), "")
                .get("/actuator/prometheus")
                .response()
                .body();
    }

    private void append(String edge, String prefix) {
        while (true) {
            Answer now = api.get("nodes/" + edge);
            List<String> prefixes = new ArrayList<>(now.json()
                    .path("spec")
                    .path("lan")
                    .path("prefixes")
                    .valueStream()
                    .map(JsonNode::toString)
                    .toList());
            prefixes.add("\"" + prefix + "\"");
            Answer put = api.put(
                    "nodes/" + edge,
                    "{\"spec\":{\"kind\":\"edge\",\"hubs\":[\"hub-c\"],\"lan\":{\"prefixes\":" + prefixes + "}}}",
                    "If-Match",
                    now.etag());
            if (put.status() == 200) {
                return;
            }
            assertThat(put.status()).as(put.toString()).isEqualTo(412);
        }
    }

    private List<JsonNode> auditOf(String resource) {
        return api.get("audit?limit=1000")
                .json()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("resource").asString().equals(resource))
                .toList();
    }

    private long desired(String node) {
        return api.get("nodes/" + node)
                .json()
                .path("status")
                .path("desiredRevision")
                .asLong();
    }

    private void hub(String name) {
        Answer made = api.put("nodes/" + name, HUB.formatted(""));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
    }

    private Answer edge(String name, String hub, String prefixes) {
        return api.put(
                "nodes/" + name,
                "{\"spec\":{\"kind\":\"edge\",\"hubs\":[\"" + hub + "\"],\"lan\":{\"prefixes\":" + prefixes + "}}}");
    }

    private static NodeReport report(long bytes) {
        NodeStatus.Path path =
                new NodeStatus.Path("dsl", NodeStatus.State.UP, null, 21.5, 40, 4, bytes, bytes / 2, 0, 1.0);
        return EdgeReport.of("edge-t", "hub-t", path, bytes);
    }
}
