package dev.braid.node.identity;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust of a node that has nothing yet but the fingerprint of its future authority: the control plane shows that authority's certificate
 * with its own, and is believed by it if it is the one.
 */
public final class PinnedTrust extends X509ExtendedTrustManager {
    private final byte[] fingerprint;
    private final InstantSource time;
    private volatile @Nullable X509Certificate authority;

    /** @param fingerprint SHA-256 of the authority's certificate in DER */
    public PinnedTrust(byte[] fingerprint, InstantSource time) {
        this.fingerprint = fingerprint.clone();
        this.time = time;
    }

    /** SHA-256 of a certificate in DER, 64 hexadecimal digits. */
    public static String fingerprint(X509Certificate certificate) {
        return HexFormat.of().formatHex(digest(certificate));
    }

    /** The authority with the fingerprint, once the control plane has shown it. */
    public @Nullable X509Certificate authority() {
        return authority;
    }

    private void check(X509Certificate[] shown) throws TrustException {
        for (X509Certificate certificate : shown) {
            if (MessageDigest.isEqual(fingerprint, digest(certificate))) {
                new NodeTrust(List.of(certificate), Revocations.none(), ExpectedPeer.any(PeerId.Kind.CONTROL), time)
                        .checkServerTrusted(shown, "UNKNOWN");
                authority = certificate;
                return;
            }
        }
        throw new TrustException(
                TrustFailure.UNTRUSTED,
                "whoever answers there is not the control plane that made this key: the authority's fingerprint is another");
    }

    private static byte[] digest(X509Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256, and a certificate has its encoding", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws TrustException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws TrustException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws TrustException {
        check(chain);
    }

    /** Only ever a client. */
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws TrustException {
        throw new TrustException(TrustFailure.UNTRUSTED, "nobody is expected as a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws TrustException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws TrustException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
