package dev.braid.lab.bench.control;

import dev.braid.node.contract.JoinKey;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.SessionMessage;
import dev.braid.node.contract.WireJson;
import dev.braid.node.identity.CertificateRequest;
import dev.braid.node.identity.Keys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** An edge as the control plane sees it: enrolled, with a report of two paths each second, and what the answers ask for. */
final class Edge {
    /** Whom it talks to is not what is measured. */
    private static final TrustManager[] ANYBODY = {new Anybody()};

    private static final char[] NO_PASSWORD = new char[0];

    private final String name;
    private final int port;
    private final SSLContext tls;
    private final LongAdder sent;
    private final LongAdder answered;
    private volatile long revision;
    private volatile boolean silent;
    private volatile boolean reported;

    private Edge(String name, int port, SSLContext tls, LongAdder sent, LongAdder answered) {
        this.name = name;
        this.port = port;
        this.tls = tls;
        this.sent = sent;
        this.answered = answered;
    }

    static Edge enrol(String name, JoinKey key, int port, LongAdder sent, LongAdder answered) throws IOException {
        try {
            KeyPair pair = Keys.generate();
            SessionMessage.Enrol enrol = new SessionMessage.Enrol(
                    key.keyId(),
                    key.secret(),
                    name,
                    CertificateRequest.write(pair),
                    "0.1.0",
                    Instant.now(),
                    List.of("eth0"));
            SSLContext stranger = SSLContext.getInstance("TLSv1.3");
            stranger.init(null, ANYBODY, null);
            try (Wire wire = Wire.secure(stranger, port)) {
                Wire.Answer answer = wire.ask("POST", SessionMessage.ROOT + "/enrol", WireJson.write(enrol));
                if (answer.status() != 200) {
                    throw new IOException("edge " + name + " was refused: " + answer.body());
                }
                SessionMessage.Welcome welcome = WireJson.read(answer.body(), SessionMessage.Welcome.class);
                return new Edge(name, port, context(pair, welcome.chain()), sent, answered);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("edge " + name + " has no TLS", e);
        }
    }

    boolean hasReported() {
        return reported;
    }

    /** No report is sent from now on. */
    void fallSilent() {
        silent = true;
    }

    /** A report a second, at a place in the second that is its own, until it falls silent. */
    void report(long offsetMillis) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(offsetMillis);
        long next = System.nanoTime();
        try (Wire wire = Wire.secure(tls, port)) {
            for (long second = 1; !silent; second++) {
                String report = WireJson.write(said(second));
                sent.increment();
                Wire.Answer answer = wire.ask("POST", SessionMessage.ROOT + "/report", report);
                if (answer.status() != 200) {
                    throw new IOException("a report of " + name + " was refused: " + answer.status() + answer.body());
                }
                answered.increment();
                reported = true;
                follow(wire, WireJson.read(answer.body(), SessionMessage.Hints.class));
                next += TimeUnit.SECONDS.toNanos(1);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        }
    }

    private void follow(Wire wire, SessionMessage.Hints hints) throws IOException {
        if (hints.revision() != revision) {
            Wire.Answer answer = wire.ask("GET", SessionMessage.ROOT + "/spec?after=" + revision, "");
            if (answer.status() == 200) {
                revision = WireJson.read(answer.body(), SessionMessage.Desired.class)
                        .revision();
            }
        }
    }

    private NodeReport said(long second) {
        long bytes = second * 10_000_000;
        List<NodeStatus.Path> paths = List.of(path("dsl", bytes / 3 * 2, 0.67), path("lte", bytes / 3, 0.33));
        List<NodeStatus.Carrier> carriers =
                List.of(carrier(0, bytes), carrier(1, bytes), carrier(2, bytes), carrier(3, bytes));
        NodeStatus.Tunnel tunnel = new NodeStatus.Tunnel(
                "hub",
                NodeStatus.State.UP,
                null,
                Instant.EPOCH,
                List.of("10.77.0.2"),
                carriers,
                paths,
                new NodeStatus.Flow(bytes / 1_400, bytes),
                new NodeStatus.Flow(bytes / 1_400, bytes),
                20_000,
                Map.of());
        NodeStatus status = new NodeStatus(name, "edge", "0.1.0", Instant.EPOCH, second, List.of(tunnel), List.of());
        return new NodeReport("0.1.0", revision, null, null, 1, null, List.of("eth0", "eth1"), status, List.of());
    }

    private static NodeStatus.Path path(String name, long bytes, double share) {
        return new NodeStatus.Path(name, NodeStatus.State.UP, null, 21.5, 180, 4, bytes, bytes, bytes / 100_000, share);
    }

    private static NodeStatus.Carrier carrier(int index, long bytes) {
        return new NodeStatus.Carrier(
                index, "packet", NodeStatus.State.UP, "TLSv1.3", "X25519MLKEM768", true, 2, 60, bytes / 4, bytes / 4);
    }

    private static SSLContext context(KeyPair pair, String chain) throws GeneralSecurityException, IOException {
        Certificate[] certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)))
                .toArray(Certificate[]::new);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("edge", pair.getPrivate(), NO_PASSWORD, certificates);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), ANYBODY, null);
        return context;
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
