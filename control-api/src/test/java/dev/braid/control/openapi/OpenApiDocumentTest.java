package dev.braid.control.openapi;

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
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The committed document is what the code says, and what is served: clients are generated from it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "braid.management.port=0",
            "springdoc.api-docs.enabled=true",
            "springdoc.api-docs.path=/made",
            "springdoc.paths-to-match=/api/**",
            "springdoc.default-produces-media-type=application/json",
            "springdoc.writer-with-order-by-keys=true"
        })
// In this order: of what the last one adds, it says itself which fields there are.
@Import({DocumentHead.class, DocumentedTypes.class, DocumentedOperations.class})
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
    void committedDocumentIsWhatTheCodeSays() throws Exception {
        JsonNode made = JSON.readTree(get("/made"));
        Path written = Path.of("target/braid.json");
        Files.writeString(written, JSON.writeValueAsString(made) + "\n");
        assertThat(committed())
                .as(
                        "the document changed: look at the difference, then copy control-api/%s to control-api/%s",
                        written, COMMITTED)
                .isEqualTo(made);
    }

    @Test
    void committedDocumentIsWhatIsServed() throws Exception {
        assertThat(JSON.readTree(get("/v3/api-docs"))).isEqualTo(committed());
        Object yaml = new Yaml().load(get("/v3/api-docs.yaml"));
        assertThat(JSON.<JsonNode>valueToTree(yaml)).isEqualTo(committed());
    }

    private static JsonNode committed() throws Exception {
        return JSON.readTree(Files.readString(COMMITTED));
    }

    private String get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
