package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same as {@link HandshakeTest}, by the engine that carriers use: BoringSSL under Netty, with the hybrid key agreement. */
class NettyHandshakeTest {
    private static final String GROUP = "X25519MLKEM768";
    private static final int STEPS_MAX = 50;

    private final TurnedClock time = new TurnedClock();
    private final Authority authority = Authority.create("Test", time);
    private final TestNode home = TestNode.of(authority, PeerId.Kind.EDGE, "home");
    private final TestNode paris = TestNode.of(authority, PeerId.Kind.HUB, "paris");
    private final EmbeddedChannel edge = new EmbeddedChannel();
    private final EmbeddedChannel hub = new EmbeddedChannel();
    private final List<Exception> thrown = new ArrayList<>();

    @BeforeAll
    static void theNativeEngineIsThere() {
        OpenSsl.ensureAvailability();
    }

    @AfterEach
    void close() {
        edge.finishAndReleaseAll();
        hub.finishAndReleaseAll();
    }

    @Test
    void bothSidesKnowEachOtherAndAgreeOnTheHybridGroup() throws Exception {
        SslHandler edgeTls = join(edge, client(home, trust(ExpectedPeer.hub("paris"))));
        SslHandler hubTls = join(hub, server(paris, trust(ExpectedPeer.any(PeerId.Kind.EDGE))));
        shakeHands(edgeTls, hubTls);
        assertThat(edgeTls.handshakeFuture().isSuccess()).isTrue();
        assertThat(hubTls.handshakeFuture().isSuccess()).isTrue();
        assertThat(peer(edgeTls)).isEqualTo(new PeerId(PeerId.Kind.HUB, "paris"));
        assertThat(peer(hubTls)).isEqualTo(new PeerId(PeerId.Kind.EDGE, "home"));
        ReferenceCountedOpenSslEngine engine = (ReferenceCountedOpenSslEngine) hubTls.engine();
        assertThat(engine.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(SSL.getGroupName(engine.sslPointer())).isEqualTo(GROUP);
    }

    @Test
    void theRefusingHubHasTheReasonAndTheEdgeAnAlert() throws Exception {
        SslHandler edgeTls = join(edge, client(paris, trust(ExpectedPeer.hub("paris"))));
        SslHandler hubTls = join(hub, server(paris, trust(ExpectedPeer.any(PeerId.Kind.EDGE))));
        shakeHands(edgeTls, hubTls);
        assertThat(TrustException.failureIn(hubTls.handshakeFuture().cause())).contains(TrustFailure.WRONG_KIND);
    }

    @Test
    void theRefusingEdgeHasTheReason() throws Exception {
        SslHandler edgeTls = join(edge, client(home, trust(ExpectedPeer.hub("london"))));
        SslHandler hubTls = join(hub, server(paris, trust(ExpectedPeer.any(PeerId.Kind.EDGE))));
        shakeHands(edgeTls, hubTls);
        assertThat(TrustException.failureIn(edgeTls.handshakeFuture().cause())).contains(TrustFailure.WRONG_NAME);
        assertThat(hubTls.handshakeFuture().isSuccess()).isFalse();
    }

    @Test
    void anExpiredEdgeIsToldSoByAnAlert() throws Exception {
        NodeTrust edges = trust(ExpectedPeer.any(PeerId.Kind.EDGE));
        time.turn(TestNode.MONTH.plusSeconds(1));
        TestNode fresh = TestNode.of(authority, PeerId.Kind.HUB, "paris");
        SslHandler edgeTls = join(edge, client(home, trust(ExpectedPeer.hub("paris"))));
        SslHandler hubTls = join(hub, server(fresh, edges));
        shakeHands(edgeTls, hubTls);
        assertThat(TrustException.failureIn(hubTls.handshakeFuture().cause())).contains(TrustFailure.EXPIRED);
        assertThat(thrown.toString()).contains("CERTIFICATE_EXPIRED");
    }

    @Test
    void aPeerWithoutACertificateIsRefused() throws Exception {
        SslContext anonymous = base(SslContextBuilder.forClient(), trust(ExpectedPeer.hub("paris")))
                .endpointIdentificationAlgorithm(null)
                .build();
        SslHandler edgeTls = join(edge, anonymous);
        SslHandler hubTls = join(hub, server(paris, trust(ExpectedPeer.any(PeerId.Kind.EDGE))));
        shakeHands(edgeTls, hubTls);
        assertThat(hubTls.handshakeFuture().isSuccess()).isFalse();
        assertThat(TrustException.failureIn(hubTls.handshakeFuture().cause())).isEmpty();
    }

    private NodeTrust trust(ExpectedPeer expected) {
        return new NodeTrust(List.of(authority.certificate()), Revocations.none(), expected, time);
    }

    private static SslContext client(TestNode node, NodeTrust trust) throws SSLException {
        return base(SslContextBuilder.forClient().keyManager(node.pair().getPrivate(), node.chain()), trust)
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    private static SslContext server(TestNode node, NodeTrust trust) throws SSLException {
        return base(SslContextBuilder.forServer(node.pair().getPrivate(), node.chain()), trust)
                .clientAuth(ClientAuth.REQUIRE)
                .build();
    }

    private static SslContextBuilder base(SslContextBuilder builder, NodeTrust trust) {
        return builder.sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols("TLSv1.3")
                .trustManager(trust)
                .option(OpenSslContextOption.GROUPS, new String[] {GROUP});
    }

    /** The context is the caller's to release; the engine keeps its own reference. */
    private static SslHandler join(EmbeddedChannel channel, SslContext context) {
        SslHandler handler = context.newHandler(channel.alloc());
        channel.pipeline().addLast(handler);
        ReferenceCountUtil.release(context);
        return handler;
    }

    /** Carries bytes between the two until both know how it ended. */
    private void shakeHands(SslHandler edgeTls, SslHandler hubTls) {
        for (int step = 0; step < STEPS_MAX; step++) {
            boolean toHub = move(edge, hub);
            boolean moved = move(hub, edge) || toHub;
            if (!moved
                    && edgeTls.handshakeFuture().isDone()
                    && hubTls.handshakeFuture().isDone()) {
                return;
            }
        }
        if (!hubTls.handshakeFuture().isDone()) {
            fail("the hub's handshake neither succeeded nor failed");
        }
    }

    private boolean move(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        boolean moved = false;
        for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            moved |= bytes.isReadable();
            if (to.isOpen()) {
                feed(to, bytes);
            } else {
                bytes.release();
            }
        }
        return moved;
    }

    /** A refusal comes out of the channel as an exception too; the handshake future has it already. */
    private void feed(EmbeddedChannel to, ByteBuf bytes) {
        try {
            to.writeInbound(bytes);
        } catch (Exception e) {
            assertThat(e).isInstanceOfAny(DecoderException.class, SSLException.class);
            thrown.add(e);
        }
    }

    private static PeerId peer(SslHandler handler) throws Exception {
        return PeerId.of((X509Certificate) handler.engine().getSession().getPeerCertificates()[0]);
    }
}
