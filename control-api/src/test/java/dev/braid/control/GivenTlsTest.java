package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.control.identity.Installation;
import dev.braid.node.identity.Authority;
import dev.braid.node.identity.Keys;
import dev.braid.node.identity.Pem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate from elsewhere, in files, on an address that is not loopback. */
class GivenTlsTest {
    @TempDir
    static Path directory;

    @Test
    void filesFromElsewhereAreWhatBrowsersSee() throws Exception {
        Authority elsewhere = Authority.create("somebody", InstantSource.system());
        KeyPair pair = Keys.generate();
        X509Certificate leaf = elsewhere.issueServer(List.of("localhost"), pair.getPublic(), Duration.ofDays(10));
        Path chain = Files.write(directory.resolve("chain.pem"), Pem.encode(leaf));
        Path key = Files.write(directory.resolve("key.pem"), Keys.encode(pair.getPrivate()));
        try (Control control = Control.start(
                directory.resolve("data"),
                "--server.address=0.0.0.0",
                "--server.ssl.certificate=" + chain,
                "--server.ssl.certificate-private-key=" + key)) {
            URI setup =
                    URI.create("https://localhost:" + control.anonymous().base().getPort() + "/api/v1/setup");

            assertThat(get(setup, elsewhere.certificate()).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(setup, control.bean(Installation.class).root()))
                    .isInstanceOf(SSLHandshakeException.class);
            Control.setupToken(directory.resolve("data")); // it is written last
            assertThat(Files.readString(directory.resolve("data/setup-link"))).startsWith("https://");
        }
    }

    private static HttpResponse<String> get(URI address, X509Certificate trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(null, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
