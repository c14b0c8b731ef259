package dev.braid.node.carrier;

import io.netty.channel.Channel;
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
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS as carriers use it: 1.3 only, one post-quantum group, both sides certified, every session new. */
public final class CarrierTls implements AutoCloseable {
    /** RFC 8446 is the protocol; the group is draft-ietf-tls-ecdhe-mlkem's hybrid of X25519 and ML-KEM-768. */
    static final String PROTOCOL = "TLSv1.3";

    static final String GROUP = "X25519MLKEM768";

    private final X509ExtendedTrustManager trust;
    private SslContext client;
    private SslContext server;

    /** What was agreed, read from the session itself. */
    public record Agreed(String protocol, String group, String cipher) {}

    public CarrierTls(PrivateKey key, List<X509Certificate> chain, X509ExtendedTrustManager trust) throws SSLException {
        if (!OpenSsl.isAvailable()) {
            throw new SSLException(
                    "the TLS library for this processor is missing from the package (x86-64 and arm64 are built)",
                    OpenSsl.unavailabilityCause());
        }
        this.trust = trust;
        client = client(key, chain);
        server = server(key, chain);
    }

    /** Handshakes from now on show another certificate. */
    public synchronized void renew(PrivateKey key, List<X509Certificate> chain) throws SSLException {
        SslContext newClient = client(key, chain);
        SslContext newServer = server(key, chain);
        close();
        client = newClient;
        server = newServer;
    }

    /** A peer's identity is its certificate's node id, checked by the trust manager; host names mean nothing here. */
    private SslContext client(PrivateKey key, List<X509Certificate> chain) throws SSLException {
        SslContextBuilder builder =
                SslContextBuilder.forClient().keyManager(key, chain.toArray(X509Certificate[]::new));
        return common(builder, trust).endpointIdentificationAlgorithm(null).build();
    }

    private SslContext server(PrivateKey key, List<X509Certificate> chain) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new));
        return common(builder, trust).clientAuth(ClientAuth.REQUIRE).build();
    }

    synchronized SslHandler handler(Channel channel, boolean asClient) {
        SslContext context = asClient ? client : server;
        SSLEngine engine = context.newEngine(channel.alloc());
        // Netty allows tickets for TLS 1.3; a resumed session would be one whose certificate nobody has checked today.
        SSL.setOptions(((ReferenceCountedOpenSslEngine) engine).sslPointer(), SSL.SSL_OP_NO_TICKET);
        return new SslHandler(engine);
    }

    /**
     * Asserts that the finished handshake is what we asked for.
     *
     * @throws SSLException when protocol or group is another
     */
    static Agreed agreed(SslHandler handler) throws SSLException {
        ReferenceCountedOpenSslEngine engine = (ReferenceCountedOpenSslEngine) handler.engine();
        String group;
        try {
            group = SSL.getGroupName(engine.sslPointer());
        } catch (Exception e) {
            throw new SSLException("the negotiated group cannot be read", e);
        }
        String protocol = engine.getSession().getProtocol();
        if (!PROTOCOL.equals(protocol) || !GROUP.equals(group)) {
            throw new SSLException(
                    "negotiated " + protocol + " with " + group + ", not " + PROTOCOL + " with " + GROUP);
        }
        return new Agreed(protocol, group, engine.getSession().getCipherSuite());
    }

    private static SslContextBuilder common(SslContextBuilder builder, X509ExtendedTrustManager trust) {
        return builder.sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols(PROTOCOL)
                .trustManager(trust)
                .option(OpenSslContextOption.GROUPS, new String[] {GROUP})
                .sessionCacheSize(1)
                .sessionTimeout(1);
    }

    @Override
    public synchronized void close() {
        ReferenceCountUtil.release(client);
        ReferenceCountUtil.release(server);
    }
}
