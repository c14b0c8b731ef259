package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.identity.Installation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser sees when the API has a certificate of the installation's own authority. */
class BrowserTest {
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\ssrc=)|\\son[a-z]+=|<style|\\sstyle=");
    private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @TempDir
    static Path directory;

    private static Control control;
    private static HttpClient browser;
    private static String base;

    @BeforeAll
    static void start() throws Exception {
        control = Control.start(directory, "--braid.tls.hosts=localhost, 127.0.0.1");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", control.bean(Installation.class).root());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(null, trust.getTrustManagers(), null);
        browser = HttpClient.newBuilder().sslContext(tls).build();
        base = "https://localhost:" + control.anonymous().base().getPort();
    }

    @AfterAll
    static void stop() {
        browser.close();
        control.close();
    }

    @Test
    void whoTrustsTheRootIsServedAndNobodyElse() throws Exception {
        assertThat(get("/api/v1/setup").statusCode()).isEqualTo(200);
        assertThat(Files.readString(directory.resolve("setup-link"))).startsWith("https://localhost:");
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            org.junit.jupiter.api.Assertions.assertThrows(
                    SSLHandshakeException.class,
                    () -> stranger.send(
                            HttpRequest.newBuilder(URI.create(base + "/api/v1/setup"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding()));
        }
    }

    /** No browser runs here: what its rules would refuse is not in the pages, and what they ask for is there. */
    @Test
    void swaggerKeepsToTheRulesWeGiveBrowsers() throws Exception {
        HttpResponse<String> redirect = get("/swagger-ui.html");
        assertThat(redirect.statusCode()).isEqualTo(302);
        String where = redirect.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> page = get(URI.create(base).resolve(where).getPath());
        assertThat(page.statusCode()).isEqualTo(200);
        String rules = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(rules).contains("script-src 'self'").doesNotContain("unsafe");
        assertThat(INLINE.matcher(page.body()).results().map(r -> r.group()).toList())
                .isEmpty();
        List<String> linked =
                LINKED.matcher(page.body()).results().map(r -> r.group(1)).toList();
        assertThat(linked).isNotEmpty();
        for (String path : linked) {
            URI full = URI.create(base + "/swagger-ui/").resolve(path);
            assertThat(full.getHost()).isEqualTo("localhost");
            assertThat(get(full.getPath()).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/swagger-ui/swagger-initializer.js").body()).contains("/v3/api-docs");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
