package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Walks over every operation of the API's document; a new one is tested without a line here. */
class OperationsTest {
    private record Operation(String method, String path, JsonNode described) {
        String scope() {
            return described.path("x-scope").asString("");
        }

        /** Everybody may call it: it says so by an empty list. */
        boolean isOpen() {
            return described.path("security").isArray()
                    && described.path("security").isEmpty();
        }

        boolean takesJson() {
            return described.path("requestBody").path("content").has("application/json");
        }

        String filled(String name) {
            return path.replaceAll("\\{[^}]+}", name);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @TempDir
    static Path directory;

    private static Control control;
    private static Client administrator;
    private static JsonNode document;
    private static List<Operation> operations;
    private static final Map<String, Client> roles = new TreeMap<>();

    @BeforeAll
    static void start() {
        control = Control.start(directory);
        administrator = control.administrator();
        document = administrator.get("/v3/api-docs").json();
        operations = read(document);
        for (String role : List.of("viewer", "operator", "administrator")) {
            Answer made = administrator.put(
                    "users/" + role, "{\"role\":\"" + role + "\",\"password\":\"" + Control.PASSWORD + "\"}");
            assertThat(made.status()).as(made.toString()).isEqualTo(201);
            Client client = control.anonymous();
            Answer signedIn = Control.signIn(client, role);
            String scopes = signedIn.json()
                    .path("scopes")
                    .valueStream()
                    .map(JsonNode::toString)
                    .collect(Collectors.joining(","));
            roles.put(role, Control.tokenOf(client, role, role, scopes));
        }
    }

    @AfterAll
    static void stop() {
        control.close();
    }

    @Test
    void thereAreOperationsToWalkOver() {
        assertThat(operations).hasSizeGreaterThan(35);
        assertThat(operations)
                .filteredOn(operation -> !operation.scope().isEmpty())
                .hasSizeGreaterThan(30);
    }

    /** What is about one's own session needs no scope. */
    @Test
    void everyOperationSaysItsScope() {
        List<String> own = List.of("GET /api/v1/session", "DELETE /api/v1/session", "PUT /api/v1/session/password");
        each(
                operation -> !operation.isOpen() && !own.contains(operation.toString()),
                operation ->
                        assertThat(operation.scope()).as(operation.toString()).isNotEmpty());
    }

    @Test
    void everyTextThatIsSentOrAnsweredHasAnExample() {
        each(operation -> true, operation -> {
            Stream<JsonNode> answers = operation.described().path("responses").valueStream();
            Stream.concat(Stream.of(operation.described().path("requestBody")), answers)
                    .flatMap(body -> body.path("content").propertyStream())
                    .filter(content -> !content.getKey().matches("application/(octet-stream|zip)"))
                    .forEach(content -> assertThat(hasExample(content.getValue().path("schema"), Set.of()))
                            .as(operation + " " + content.getKey() + ": " + content.getValue())
                            .isTrue());
        });
    }

    /** Every field that must be sent, too: what Swagger UI fills in by itself would be "string". */
    @Test
    void everyFieldThatHasToBeSentHasAnExample() {
        each(Operation::takesJson, operation -> {
            JsonNode schema = named(operation.described().at("/requestBody/content/application~1json/schema"));
            assertThat(schema.path("required").valueStream().map(JsonNode::asString))
                    .as(operation.toString())
                    .allSatisfy(field -> assertThat(
                                    hasExample(schema.path("properties").path(field), Set.of()))
                            .as(operation + " " + field)
                            .isTrue());
        });
    }

    private static boolean hasExample(JsonNode schema, Set<String> above) {
        String name = schema.path("$ref").asString("");
        if (!name.isEmpty()) {
            return !above.contains(name)
                    && hasExample(
                            named(schema),
                            Stream.concat(above.stream(), Stream.of(name)).collect(Collectors.toSet()));
        }
        return schema.has("example")
                || schema.has("enum")
                || Stream.of(
                                schema.path("properties").valueStream(),
                                schema.path("oneOf").valueStream(),
                                schema.path("anyOf").valueStream(),
                                schema.path("allOf").valueStream(),
                                Stream.of(schema.path("items")).filter(JsonNode::isObject))
                        .flatMap(parts -> parts)
                        .anyMatch(part -> hasExample(part, above));
    }

    private static JsonNode named(JsonNode schema) {
        String name = schema.path("$ref").asString("");
        return name.isEmpty() ? schema : document.at(name.substring(1));
    }

    @Test
    void withoutRightsEveryClosedOperationIsRefused() {
        each(operation -> !operation.isOpen(), operation -> {
            Answer answer = ask(control.anonymous(), operation, "{}");
            assertThat(answer.status()).as(operation + ": " + answer).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("not_signed_in");
            assertThat(answer.isProblem()).isTrue();
        });
    }

    @Test
    void aTokenThatNeverWasIsRefusedEverywhere() {
        Client stranger = control.anonymous().with("braid_pat_nobodys");
        each(
                operation -> true,
                operation -> assertThat(ask(stranger, operation, "{}").code())
                        .as(operation.toString())
                        .isEqualTo("wrong_credentials"));
    }

    @Test
    void eachRoleMayWhatItsScopesSayAndNothingElse() {
        roles.forEach((role, client) -> {
            List<String> scopes = client.get("session")
                    .json()
                    .path("scopes")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            each(operation -> !operation.scope().isEmpty(), operation -> {
                Answer answer = ask(client, operation, "{}");
                if (scopes.contains(operation.scope())) {
                    assertThat(answer.status())
                            .as(role + " " + operation + ": " + answer)
                            .isNotIn(401, 403, 500);
                } else {
                    assertThat(answer.status()).as(role + " " + operation).isEqualTo(403);
                    assertThat(answer.code()).isEqualTo("missing_scope");
                    assertThat(answer.json().path("scope").asString()).isEqualTo(operation.scope());
                }
            });
        });
    }

    @Test
    void aTokenWithAllScopesButOneIsRefusedThere() {
        List<String> all = administrator
                .get("session")
                .json()
                .path("scopes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        List<String> used = operations.stream().map(Operation::scope).distinct().toList();
        for (String missing : all.stream().filter(used::contains).toList()) {
            String others = all.stream()
                    .filter(scope -> !scope.equals(missing))
                    .map(scope -> "\"" + scope + "\"")
                    .collect(Collectors.joining(","));
            Client client =
                    Control.tokenOf(control.anonymous(), "administrator", "no-" + missing.replace(':', '-'), others);
            each(
                    operation -> operation.scope().equals(missing),
                    operation -> assertThat(ask(client, operation, "{}").code())
                            .as(operation + " without " + missing)
                            .isEqualTo("missing_scope"));
        }
    }

    @Test
    void unknownFieldIsNamed() {
        each(Operation::takesJson, operation -> {
            Answer answer = ask(administrator, operation, "{\"nonsense\": 1, \"uses\": 1}");
            assertThat(answer.status()).as(operation + ": " + answer).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("unknown_field");
            assertThat(answer.json().path("field").asString()).isEqualTo("nonsense");
        });
    }

    @Test
    void whatIsNoJsonIsAProblemWithItsPlace() {
        each(Operation::takesJson, operation -> {
            Answer answer = ask(administrator, operation, "{\"a\": ");
            assertThat(answer.code()).as(operation + ": " + answer).isEqualTo("bad_json");
        });
    }

    @Test
    void tooLargeABodyIsNotRead() {
        String body = "{\"a\":\"" + "x".repeat(300 * 1024) + "\"}";
        each(Operation::takesJson, operation -> {
            Answer answer = ask(administrator, operation, body);
            assertThat(answer.status()).as(operation.toString()).isEqualTo(413);
            assertThat(answer.code()).isEqualTo("body_too_large");
        });
    }

    @Test
    void namesWithTricksReachNothing() {
        List<String> tricks = List.of(
                "..%2f..%2fetc%2fpasswd",
                "%2e%2e",
                "..;",
                "x'%3B%20DROP%20TABLE%20nodes%3B--",
                "%00",
                "x%0d%0aSet-Cookie:a=b",
                "-x",
                "UPPER",
                "x".repeat(33));
        for (String trick : tricks) {
            each(operation -> operation.path().contains("{"), operation -> {
                Answer answer = administrator.send(operation.method(), operation.filled(trick), "{}");
                assertThat(answer.status())
                        .as(operation + " with " + trick + ": " + answer)
                        .isIn(400, 404, 405, 422);
                assertThat(answer.isProblem()).as(trick + ": " + answer).isTrue();
                assertThat(answer.header("Set-Cookie")).isEmpty();
            });
        }
        assertThat(administrator.get("nodes").status()).isEqualTo(200);
        assertThat(administrator.get("users/ada").status()).isEqualTo(200);
    }

    private static void each(java.util.function.Predicate<Operation> which, Consumer<Operation> check) {
        List<Operation> chosen = operations.stream().filter(which).toList();
        assertThat(chosen).isNotEmpty();
        chosen.forEach(check);
    }

    /** The live stream has no end, and a backup is no text: of these the head is enough. */
    private static Answer ask(Client client, Operation operation, String body) {
        String path = operation.filled("x") + (operation.path().endsWith("/history") ? "?node=x" : "");
        if (!operation.path().endsWith("/live") && !operation.path().endsWith("/support-bundle")) {
            return client.send(operation.method(), path, body);
        }
        HttpResponse<InputStream> response = client.stream(
                operation.method(),
                path,
                body.getBytes(StandardCharsets.UTF_8),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            closeQuietly(response.body());
            return new Answer(200, new Text(response, ""));
        }
        return new Answer(response.statusCode(), new Text(response, text(response.body())));
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Operation> read(JsonNode document) {
        List<Operation> found = new ArrayList<>();
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(entry ->
                                Stream.of("get", "put", "post", "delete").anyMatch(entry.getKey()::equals))
                        .forEach(entry -> found.add(new Operation(
                                entry.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), entry.getValue()))));
        return found;
    }
}
