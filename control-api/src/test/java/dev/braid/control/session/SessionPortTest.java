package dev.braid.control.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.access.Actor;
import dev.braid.control.access.Role;
import dev.braid.control.access.Scope;
import dev.braid.control.identity.Certificates;
import dev.braid.control.identity.Installation;
import dev.braid.control.session.NodeClient.Answer;
import dev.braid.node.contract.JoinKey;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.SessionMessage.Enrol;
import dev.braid.node.contract.SessionMessage.Hints;
import dev.braid.node.contract.SessionMessage.Renew;
import dev.braid.node.contract.SessionMessage.Trust;
import dev.braid.node.contract.SessionMessage.Welcome;
import dev.braid.node.contract.WireJson;
import dev.braid.node.identity.CertificateRequest;
import dev.braid.node.identity.Keys;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.Revocations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The session port over real TLS: who gets in, who is sent away and how that is called. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"braid.sessions.port=0", "braid.sessions.address=127.0.0.1", "braid.management.port=0"})
class SessionPortTest {
    @TempDir
    private static Path directory;

    @Autowired
    private SessionConnector connector;

    @Autowired
    private Installation installation;

    @Autowired
    private Certificates certificates;

    @Autowired
    private WebApplicationContext context;

    @LocalServerPort
    private int apiPort;

    @DynamicPropertySource
    static void directory(DynamicPropertyRegistry registry) {
        registry.add("braid.data-directory", () -> directory.resolve("data"));
    }

    @Test
    void keyMakesANodeAndTheSamePairMayComeAgain() throws Exception {
        JoinKey key = key("again", "edge", 1);
        KeyPair pair = Keys.generate();
        Welcome welcome = welcome(enrol(key, pair, null));

        assertThat(PeerId.of(NodeClient.leaf(welcome))).isEqualTo(new PeerId(PeerId.Kind.EDGE, "again"));
        assertThat(key.fingerprint()).isEqualTo(installation.fingerprint());
        assertThat(welcome(enrol(key, pair, null)).name()).isEqualTo("again");
        assertThat(enrol(key, Keys.generate(), null).code()).isEqualTo("key_used");
        JsonNode shown = api("GET", "/api/v1/enrolment-keys/" + keyName("again"), "");
        assertThat(shown.path("state").asString()).isEqualTo("used");
        assertThat(shown.path("usedBy").get(0).path("stage").asString()).isEqualTo("enrolled");
        assertThat(shown.path("refusals").get(0).path("code").asString()).isEqualTo("key_used");
        assertThat(shown.has("key")).isFalse();
    }

    /** A poll waits for long, and Tomcat has 200 threads of its own: the 201st node would be deaf. */
    @Test
    void waitingCostsNoThreadOfThePlatform() {
        assertThat(context).isInstanceOf(ServletWebServerApplicationContext.class);
        TomcatWebServer server =
                (TomcatWebServer) Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer());
        Connector[] connectors = server.getTomcat().getService().findConnectors();
        assertThat(connectors)
                .hasSize(3)
                .allSatisfy(each ->
                        assertThat(each.getProtocolHandler().getExecutor()).isInstanceOf(VirtualThreadExecutor.class));
    }

    @Test
    void refusalsHaveNames() throws Exception {
        JoinKey key = key("refusals", "edge", 1);
        KeyPair pair = Keys.generate();
        String request = CertificateRequest.write(pair);
        Instant now = Instant.now();

        assertThat(refusal(key, "guess", "0.1.0", now, request)).isEqualTo("key_unknown");
        assertThat(refusal(key, key.secret(), "0.1.0", now.minus(Duration.ofDays(3)), request))
                .isEqualTo("clock_wrong");
        assertThat(refusal(key, key.secret(), "0.0.9", now, request)).isEqualTo("version_too_old");
        assertThat(refusal(key, key.secret(), "", now, request)).isEqualTo("version_too_old");
        assertThat(refusal(key, key.secret(), "0.1.0", now, "hello")).isEqualTo("request_invalid");
        assertThat(enrol(key, pair, "other").code()).isEqualTo("request_invalid");
        assertThat(welcome(enrol(key, pair, null)).name()).isEqualTo("refusals");
    }

    @Test
    void nameOfAnotherNodeIsTaken() throws Exception {
        welcome(enrol(key("taken", "edge", 1), Keys.generate(), null));
        JoinKey free = key(null, "edge", 5);

        assertThat(enrol(free, Keys.generate(), null).code()).isEqualTo("name_missing");
        assertThat(enrol(free, Keys.generate(), "taken").code()).isEqualTo("name_taken");
        assertThat(enrol(free, Keys.generate(), "Not A Name").code()).isEqualTo("request_invalid");
        assertThat(welcome(enrol(free, Keys.generate(), "another")).name()).isEqualTo("another");
        assertThat(enrol(key(null, "hub", 1), Keys.generate(), "taken").code()).isEqualTo("name_taken");
    }

    @Test
    void revokedKeyLetsNobodyIn() throws Exception {
        JoinKey key = key("gone", "edge", 1);
        api("DELETE", "/api/v1/enrolment-keys/" + keyName("gone"), "");

        assertThat(enrol(key, Keys.generate(), null).code()).isEqualTo("key_revoked");
    }

    @Test
    void joiningAnewRevokesWhatTheNodeHadBefore() throws Exception {
        KeyPair before = Keys.generate();
        Welcome old = welcome(enrol(key("twice", "edge", 1), before, null));
        Welcome fresh = welcome(enrol(key("twice", "edge", 1), Keys.generate(), null));

        assertThat(certificates.isRevoked(NodeClient.leaf(old))).isTrue();
        assertThat(certificates.isRevoked(NodeClient.leaf(fresh))).isFalse();
    }

    @Test
    void portsDoNotMix() throws Exception {
        try (NodeClient nobody = new NodeClient(connector.port(), installation.root(), null, null)) {
            assertThat(nobody.get("/api/v1/setup").status()).isEqualTo(404);
            assertThat(nobody.get("/actuator/health").status()).isEqualTo(404);
            assertThat(nobody.get("/").status()).isEqualTo(404);
            assertThat(nobody.get("/session/v1/spec?after=0").code()).isEqualTo("certificate_required");
            assertThat(nobody.get("/session/v1/../../api/v1/setup").status()).isNotEqualTo(200);
            assertThat(nobody.post("/report", "{}").code()).isEqualTo("certificate_required");
        }
        var plain = java.net.http.HttpClient.newHttpClient();
        for (String path : List.of("/session/v1/spec?after=0", "/%73ession/v1/spec?after=0")) {
            var request = java.net.http.HttpRequest.newBuilder(
                            java.net.URI.create("http://127.0.0.1:" + apiPort + path))
                    .build();
            assertThat(plain.send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void nodeReportsAndIsToldWhatToBe() throws Exception {
        KeyPair pair = Keys.generate();
        Welcome welcome = welcome(enrol(key("fra", "hub", 1), pair, null));
        try (NodeClient node = new NodeClient(connector.port(), installation.root(), pair, welcome)) {
            NodeReport report = new NodeReport("0.1.0", 0, null, null, 0, null, List.of("eth0"), null, List.of());
            Hints hints = WireJson.read(node.post("/report", report).body(), Hints.class);
            assertThat(hints.listNumber()).isEqualTo(welcome.trust().listNumber());
            assertThat(api("GET", "/api/v1/nodes/fra", "")
                            .path("status")
                            .path("online")
                            .asBoolean())
                    .isTrue();

            Answer desired = node.get("/session/v1/spec?after=0");
            assertThat(desired.status()).isEqualTo(200);
            JsonNode spec = WireJson.read(desired.body(), JsonNode.class);
            assertThat(spec.path("spec").path("kind").asString()).isEqualTo("hub");
            String after = spec.path("revision").asString();
            assertThat(node.get("/session/v1/spec?after=" + after).status()).isEqualTo(204);
            NodeReport large = new NodeReport(
                    "0.1.0", 0, null, null, 0, null, Collections.nCopies(20_000, "eth0"), null, List.of());
            assertThat(node.post("/report", large).status()).isEqualTo(200);
            assertThat(node.post("/report", "x".repeat(300_000)).code()).isEqualTo("request_invalid");
            assertThat(node.post("/report", "nonsense").code()).isEqualTo("request_invalid");
        }
    }

    @Test
    void revocationIsToldAndEndsTheSession() throws Exception {
        KeyPair pair = Keys.generate();
        Welcome welcome = welcome(enrol(key("stolen", "edge", 1), pair, null));
        String serial = NodeClient.leaf(welcome).getSerialNumber().toString(16);
        try (NodeClient node = new NodeClient(connector.port(), installation.root(), pair, welcome)) {
            assertThat(node.get("/session/v1/revocations").status()).isEqualTo(200);

            api("POST", "/api/v1/certificates/" + serial + "/revoke", "{\"reason\": \"stolen\"}");

            assertThat(node.get("/session/v1/revocations").code()).isEqualTo("certificate_revoked");
        }
        JsonNode condition = api("GET", "/api/v1/nodes/stolen", "").at("/status/conditions/0");
        assertThat(condition.path("reason").asString()).isEqualTo("revoked");
        assertThat(condition.path("message").asString()).contains("revoked (stolen)", "new key");
        KeyPair other = Keys.generate();
        Welcome witness = welcome(enrol(key("witness", "edge", 1), other, null));
        try (NodeClient node = new NodeClient(connector.port(), installation.root(), other, witness)) {
            Trust trust = WireJson.read(node.get("/session/v1/revocations").body(), Trust.class);
            assertThat(trust.listNumber()).isGreaterThan(welcome.trust().listNumber());
            Path file = Files.writeString(directory.resolve("ca.crl"), trust.revocations());
            Revocations lists = Revocations.following(file, List.of(installation.root()), InstantSource.system());
            assertThat(lists.isRevoked(NodeClient.leaf(welcome))).isTrue();
            assertThat(lists.isRevoked(NodeClient.leaf(witness))).isFalse();
            assertThat(lists.status().complaint()).isNull();
        }
    }

    @Test
    void renewalAndRotationKeepTheNodeIn() throws Exception {
        KeyPair pair = Keys.generate();
        Welcome first = welcome(enrol(key("keeps", "edge", 1), pair, null));
        String before = api("GET", "/api/v1/certificate-authority", "")
                .path("issuing")
                .path("name")
                .asString();
        api("POST", "/api/v1/certificate-authority/rotate", "");
        Welcome renewed;
        try (NodeClient node = new NodeClient(connector.port(), installation.root(), pair, first)) {
            renewed = WireJson.read(
                    node.post("/renew", new Renew(CertificateRequest.write(pair), "0.1.0"))
                            .body(),
                    Welcome.class);
        }

        assertThat(NodeClient.leaf(renewed).getIssuerX500Principal())
                .isNotEqualTo(NodeClient.leaf(first).getIssuerX500Principal());
        assertThat(api("GET", "/api/v1/certificate-authority", "")
                        .path("issuing")
                        .path("name")
                        .asString())
                .isNotEqualTo(before);
        try (NodeClient node = new NodeClient(connector.port(), installation.root(), pair, renewed)) {
            assertThat(node.get("/session/v1/revocations").status()).isEqualTo(200);
        }
    }

    private static String keyName(@Nullable String node) {
        return node == null ? "free" : node;
    }

    /** The last key made for a name replaces an earlier one. */
    private JoinKey key(@Nullable String node, String kind, int uses) throws Exception {
        String path = "/api/v1/enrolment-keys/" + keyName(node);
        String body = "{%s\"kind\": \"%s\", \"uses\": %d, \"expiresAt\": \"%s\"}"
                .formatted(
                        node == null ? "" : "\"nodeName\": \"" + node + "\", ",
                        kind,
                        uses,
                        Instant.now().plusSeconds(600));
        if (!api("GET", path, "").path("name").asString("").isEmpty()) {
            api("DELETE", path, "");
        }
        return JoinKey.parse(api("PUT", path, body).path("key").asString());
    }

    private Answer enrol(JoinKey key, KeyPair pair, @Nullable String name) throws Exception {
        return enrol(new Enrol(
                key.keyId(),
                key.secret(),
                name,
                CertificateRequest.write(pair),
                "0.1.0-SNAPSHOT",
                Instant.now(),
                List.of("eth0")));
    }

    private String refusal(JoinKey key, String secret, String version, Instant now, String request) throws Exception {
        return enrol(new Enrol(key.keyId(), secret, null, request, version, now, List.of()))
                .code();
    }

    private Answer enrol(Enrol enrol) throws Exception {
        try (NodeClient machine = new NodeClient(connector.port(), installation.root(), null, null)) {
            return machine.post("/enrol", enrol);
        }
    }

    private static Welcome welcome(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return WireJson.read(answer.body(), Welcome.class);
    }

    /** As an administrator; the way there has tests of its own. */
    private JsonNode api(String method, String path, String body) throws Exception {
        Actor admin = new Actor(
                Actor.Kind.USER,
                "ada",
                "ada",
                Role.ADMINISTRATOR,
                EnumSet.allOf(Scope.class),
                "",
                UUID.randomUUID().toString());
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(admin, null, List.of()));
        try {
            var answer = MockMvcTester.from(context).perform(servlet -> {
                MockHttpServletRequest request = new MockHttpServletRequest(servlet, method, path);
                request.setContentType("application/json");
                request.setContent(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                if (method.equals("DELETE")) {
                    request.addHeader("If-Match", "*");
                }
                return request;
            });
            String text = answer.getResponse().getContentAsString();
            return WireJson.read(text.isEmpty() ? "{}" : text, JsonNode.class);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
