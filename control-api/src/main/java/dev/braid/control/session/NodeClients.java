package dev.braid.control.session;

import dev.braid.node.identity.ExpectedPeer;
import dev.braid.node.identity.NodeTrust;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.Revocations;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom the session port lets show a certificate: edges and hubs of our root. Revoked ones too, for they are told so by name. */
final class NodeClients extends X509ExtendedTrustManager {
    private final Supplier<X509Certificate> root;
    private final InstantSource time;

    /** @param root asked each time: a restore brings another */
    NodeClients(Supplier<X509Certificate> root, InstantSource time) {
        this.root = root;
        this.time = time;
    }

    private NodeTrust trust(PeerId.Kind kind) {
        return new NodeTrust(List.of(root.get()), Revocations.none(), ExpectedPeer.any(kind), time);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            trust(PeerId.Kind.EDGE).checkClientTrusted(chain, authType);
        } catch (CertificateException e) {
            trust(PeerId.Kind.HUB).checkClientTrusted(chain, authType);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    /** Only ever a server. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nobody is expected as a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
