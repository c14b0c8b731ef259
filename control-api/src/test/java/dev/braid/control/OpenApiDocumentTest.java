package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The committed document is the one that runs: clients are generated from it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class OpenApiDocumentTest {
    private static final Path COMMITTED = Path.of("src/main/openapi/braid.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @TempDir
    static Path directory;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("braid.data-directory", () -> directory);
    }

    @Test
    void committedDocumentIsWhatTheRunningApplicationAnswers() throws Exception {
        JsonNode running = JSON.readTree(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        Path written = Path.of("target/braid.json");
        Files.writeString(written, JSON.writeValueAsString(running) + "\n");
        assertThat(JSON.readTree(Files.readString(COMMITTED)))
                .as(
                        "the document changed: look at the difference, then copy control-api/%s to control-api/%s",
                        written, COMMITTED)
                .isEqualTo(running);
    }
}
