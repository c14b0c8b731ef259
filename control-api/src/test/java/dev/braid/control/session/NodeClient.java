package dev.braid.control.session;

import dev.braid.node.contract.SessionMessage;
import dev.braid.node.contract.SessionMessage.Welcome;
import dev.braid.node.contract.WireJson;
import dev.braid.node.identity.ExpectedPeer;
import dev.braid.node.identity.NodeTrust;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.Pem;
import dev.braid.node.identity.Revocations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A node as far as the session port can tell. */
final class NodeClient implements AutoCloseable {
    record Answer(int status, String body) {
        String code() {
            return WireJson.read(body, JsonNode.class).path("code").asString("");
        }
    }

    private final HttpClient http;
    private final String url;

    /** @param welcome null for a machine that has no certificate yet */
    NodeClient(int port, X509Certificate root, @Nullable KeyPair pair, @Nullable Welcome welcome) throws Exception {
        KeyManager[] keys = pair == null || welcome == null ? null : keys(pair, welcome);
        TrustManager trust = new NodeTrust(
                List.of(root), Revocations.none(), ExpectedPeer.any(PeerId.Kind.CONTROL), InstantSource.system());
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(keys, new TrustManager[] {trust}, new SecureRandom());
        http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        url = "https://127.0.0.1:" + port;
    }

    Answer post(String path, Object message) throws IOException, InterruptedException {
        return send(request(SessionMessage.ROOT + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(WireJson.write(message))));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    static X509Certificate leaf(Welcome welcome) throws Exception {
        return Pem.certificates(welcome.chain().getBytes(StandardCharsets.US_ASCII))
                .getFirst();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private static KeyManager[] keys(KeyPair pair, Welcome welcome) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = Pem.certificates(welcome.chain().getBytes(StandardCharsets.US_ASCII))
                .toArray(X509Certificate[]::new);
        store.setKeyEntry("node", pair.getPrivate(), new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    @Override
    public void close() {
        http.close();
    }
}
