package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutual TLS 1.3 through {@link NodeTrust} on both sides, by the JDK's engine, in memory:
 *
 * <pre>
 *   edge (client) --toHub--> hub (server)
 *                 <-toEdge--
 * </pre>
 */
class HandshakeTest {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int STEPS_MAX = 200;

    private final TurnedClock time = new TurnedClock();
    private final Authority authority = Authority.create("Test", time);
    private final TestNode home = TestNode.of(authority, PeerId.Kind.EDGE, "home");
    private final TestNode paris = TestNode.of(authority, PeerId.Kind.HUB, "paris");
    private final ByteBuffer toHub = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer toEdge = ByteBuffer.allocate(BUFFER_BYTES);

    @Test
    void bothSidesKnowEachOtherAfterwards() throws Exception {
        SSLEngine edge = engine(home, trust(ExpectedPeer.hub("paris")), true);
        SSLEngine hub = engine(paris, trust(ExpectedPeer.any(PeerId.Kind.EDGE)), false);
        shakeHands(edge, hub);
        assertThat(edge.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(peer(edge)).isEqualTo(new PeerId(PeerId.Kind.HUB, "paris"));
        assertThat(peer(hub)).isEqualTo(new PeerId(PeerId.Kind.EDGE, "home"));
    }

    @Test
    void theEdgeSaysWhyItRefusesAHub() throws Exception {
        assertEdgeRefuses(paris, trust(ExpectedPeer.hub("london")), TrustFailure.WRONG_NAME);
        TestNode otherEdge = TestNode.of(authority, PeerId.Kind.EDGE, "cabin");
        assertEdgeRefuses(otherEdge, trust(ExpectedPeer.hub("paris")), TrustFailure.WRONG_KIND);
        TestNode stranger = TestNode.of(Authority.create("Test", time), PeerId.Kind.HUB, "paris");
        assertEdgeRefuses(stranger, trust(ExpectedPeer.hub("paris")), TrustFailure.UNTRUSTED);
    }

    @Test
    void theHubSaysWhyItRefusesAnEdge(@TempDir Path directory) throws Exception {
        assertHubRefuses(paris, trust(ExpectedPeer.any(PeerId.Kind.EDGE)), TrustFailure.WRONG_KIND);
        Path list = directory.resolve("ca.crl");
        AtomicFile.replace(
                list,
                Pem.encode(authority.list(
                        List.of(new Authority.Revoked(home.certificate().getSerialNumber(), time.instant())), 1)),
                AtomicFile.PUBLIC);
        NodeTrust knowing = new NodeTrust(
                List.of(authority.certificate()),
                Revocations.following(list, List.of(authority.certificate()), time),
                ExpectedPeer.any(PeerId.Kind.EDGE),
                time);
        assertHubRefuses(home, knowing, TrustFailure.REVOKED);
    }

    @Test
    void theHubSaysWhenAnEdgeHasExpired() throws Exception {
        NodeTrust edges = trust(ExpectedPeer.any(PeerId.Kind.EDGE));
        time.turn(TestNode.MONTH.plusSeconds(1));
        assertHubRefuses(home, edges, TrustFailure.EXPIRED);
    }

    private void assertEdgeRefuses(TestNode hub, NodeTrust trust, TrustFailure failure) throws Exception {
        SSLEngine edge = engine(home, trust, true);
        assertRefused(edge, engine(hub, trust(ExpectedPeer.any(PeerId.Kind.EDGE)), false), failure);
    }

    /** The edge takes the hub whatever its date, so that only the hub's judgement counts. */
    private void assertHubRefuses(TestNode edge, NodeTrust trust, TrustFailure failure) throws Exception {
        TestNode fresh = TestNode.of(authority, PeerId.Kind.HUB, "paris");
        assertRefused(engine(edge, trust(ExpectedPeer.hub("paris")), true), engine(fresh, trust, false), failure);
    }

    private void assertRefused(SSLEngine edge, SSLEngine hub, TrustFailure failure) {
        toHub.clear();
        toEdge.clear();
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> shakeHands(edge, hub))
                .satisfies(e -> assertThat(TrustException.failureIn(e)).contains(failure));
    }

    private NodeTrust trust(ExpectedPeer expected) {
        return new NodeTrust(List.of(authority.certificate()), Revocations.none(), expected, time);
    }

    private static PeerId peer(SSLEngine engine) throws Exception {
        return PeerId.of((X509Certificate) engine.getSession().getPeerCertificates()[0]);
    }

    private static SSLEngine engine(TestNode node, NodeTrust trust, boolean client) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("node", node.pair().getPrivate(), new char[0], node.chain());
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(factory.getKeyManagers(), new TrustManager[] {trust}, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        engine.setEnabledProtocols(new String[] {"TLSv1.3"});
        if (!client) {
            engine.setNeedClientAuth(true);
        }
        return engine;
    }

    private void shakeHands(SSLEngine edge, SSLEngine hub) throws SSLException {
        edge.beginHandshake();
        hub.beginHandshake();
        for (int step = 0; step < STEPS_MAX && !(isDone(edge) && isDone(hub)); step++) {
            advance(edge, toHub, toEdge);
            advance(hub, toEdge, toHub);
        }
        assertThat(isDone(edge) && isDone(hub)).as("both engines finished").isTrue();
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void advance(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(BUFFER_BYTES));
                in.compact();
            }
        }
    }
}
