package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.web.ManagementConnector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "braid.management.port=0")
class ControlMainTest {
    @TempDir
    static Path directory;

    private static final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ManagementConnector management;

    @Autowired
    Environment environment;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("braid.data-directory", () -> directory);
    }

    @Test
    void healthIsUpAndTellsNothingElse() throws Exception {
        HttpResponse<String> answer = get(management.port(), "/actuator/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("components", "details");
    }

    @Test
    void metricsAreInPrometheusForm() throws Exception {
        HttpResponse<String> answer = get(management.port(), "/actuator/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("# TYPE jvm_memory_used_bytes gauge");
    }

    @Test
    void otherEndpointsOfTheActuatorAreClosed() throws Exception {
        for (String endpoint : new String[] {"env", "beans", "heapdump", "loggers", "shutdown", "configprops"}) {
            assertThat(get(management.port(), "/actuator/" + endpoint).statusCode())
                    .as(endpoint)
                    .isEqualTo(404);
        }
    }

    @Test
    void theActuatorIsAtItsOwnPortAndNothingElseIs() throws Exception {
        for (String path : new String[] {"/actuator/health", "/actuator", "/actuator/", "/%61ctuator/health"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        // Of these the firewall says what they are, if the gate has let them through.
        for (String path : new String[] {
            "/actuator;x=1/health",
            "//actuator/health",
            "/./actuator/health",
            "/x/../actuator/health",
            "/actuator/health/../../x",
            "/actuator%2fhealth",
            "/actuator/health/%2e%2e/%2e%2e/x"
        }) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
            assertThat(get(path).body()).as(path).doesNotContain("UP");
        }
        for (String path : new String[] {
            "/",
            "/index.html",
            "/api/v1/setup",
            "/%61pi/v1/setup",
            "/v3/api-docs",
            "/session/v1/enrol",
            "/actuators",
            "/error"
        }) {
            assertThat(get(management.port(), path).statusCode()).as(path).isEqualTo(404);
        }
        for (String path :
                new String[] {"/actuator/../api/v1/setup", "/actuator/%2e%2e/api/v1/setup", "/actuator;/../index.html"
                }) {
            assertThat(get(management.port(), path).statusCode()).as(path).isIn(400, 404);
        }
    }

    @Test
    void dashboardIsServedWithItsScript() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Braid</title>");

        Matcher script = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"").matcher(page.body());
        assertThat(script.find()).isTrue();
        HttpResponse<String> answer = get(script.group(1));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("javascript");
    }

    @Test
    void pageHoldsNothingThatItsOwnPolicyForbids() throws Exception {
        assertThat(get("/").body())
                .doesNotContain("<style", " style=", "javascript:")
                .doesNotContainPattern("<script>");
    }

    @Test
    void browserAsksForThePageAgainAfterAnUpgrade() throws Exception {
        var headers = get("/").headers();
        assertThat(headers.firstValue("Cache-Control")).contains("no-cache");
        assertThat(headers.firstValue("Last-Modified")).isEmpty();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : new String[] {"/", "/api/v1/nodes", "/no-such-page"}) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("no-referrer");
        }
    }

    @Test
    void missingPageIsAProblemWithCodeAndRequestId() throws Exception {
        HttpResponse<String> answer = get("/no-such-page");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"not_found\"", "\"requestId\":");
    }

    @Test
    void bindsLoopbackAndRunsOnVirtualThreadsUnlessToldOtherwise() {
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(environment.getProperty("spring.threads.virtual.enabled", Boolean.class))
                .isTrue();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(port, path);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
