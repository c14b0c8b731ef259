package dev.braid.node.agent;

import dev.braid.node.identity.ExpectedPeer;
import dev.braid.node.identity.NodeIdentity;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.PinnedTrust;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS of sessions: 1.3, no resumption, and the other side is the control plane of our authority and nobody else. */
final class SessionTls {
    private SessionTls() {}

    /** Both sides certified. */
    static SslContext mutual(NodeIdentity identity) throws SSLException {
        X509Certificate[] chain = identity.chain().toArray(X509Certificate[]::new);
        return common(identity.trust(ExpectedPeer.any(PeerId.Kind.CONTROL)))
                .keyManager(identity.key(), chain)
                .build();
    }

    /** For joining: we have nothing to show yet. */
    static SslContext pinned(PinnedTrust trust) throws SSLException {
        return common(trust).build();
    }

    /** Who the other side is, its certificate says; host names mean nothing here. */
    private static SslContextBuilder common(X509ExtendedTrustManager trust) throws SSLException {
        if (!OpenSsl.isAvailable()) {
            throw new SSLException(
                    "the TLS library for this processor is missing from the package (x86-64 and arm64 are built)",
                    OpenSsl.unavailabilityCause());
        }
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols("TLSv1.3")
                .trustManager(trust)
                .endpointIdentificationAlgorithm(null)
                .sessionCacheSize(1)
                .sessionTimeout(1);
    }
}
