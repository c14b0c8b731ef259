package dev.braid.node.identity;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom this node believes, for either side of a TLS handshake: a chain of signatures up to one of our authorities (RFC 5280
 * section 6), valid now, not revoked, in the form of a node's certificate, and naming a peer we expect. Host names and
 * addresses play no part: a hub is who its certificate says, wherever it is found.
 *
 * <p>Every refusal is a {@link TrustException} with one {@link TrustFailure}. Any thread; keeps no state but the
 * {@link Revocations}' own.
 */
public final class NodeTrust extends X509ExtendedTrustManager {
    /** Leaf and intermediates. Ours are one long; a stranger's longer one is not worth verifying. */
    private static final int CHAIN_LENGTH_MAX = 4;

    /** Index of digitalSignature in keyUsage, RFC 5280 section 4.2.1.3. */
    private static final int DIGITAL_SIGNATURE = 0;

    /** What a certificate must be allowed to do, by its extended key usage; RFC 5280 section 4.2.1.12. */
    private enum Purpose {
        SERVER("1.3.6.1.5.5.7.3.1"),
        CLIENT("1.3.6.1.5.5.7.3.2");

        private final String oid;

        Purpose(String oid) {
            this.oid = oid;
        }
    }

    private static final int VERIFIED_MAX = 256;

    /** Chains whose signatures are right, which does not change, with their authorities: an edge shows the same one hundreds of times. */
    private final Map<List<X509Certificate>, X509Certificate> verified = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<X509Certificate>, X509Certificate> eldest) {
            return size() > VERIFIED_MAX;
        }
    };

    private final List<X509Certificate> authorities;
    private final Set<TrustAnchor> anchors = new HashSet<>();
    private final Revocations revocations;
    private final ExpectedPeer expected;
    private final InstantSource time;

    public NodeTrust(
            List<X509Certificate> authorities, Revocations revocations, ExpectedPeer expected, InstantSource time) {
        this.authorities = List.copyOf(authorities);
        this.authorities.forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
        this.revocations = revocations;
        this.expected = expected;
        this.time = time;
    }

    /**
     * Whether a peer accepted earlier would be accepted now, as time passes and lists change; for cutting live tunnels. The
     * signatures, which cannot change, are not verified again.
     *
     * @return why not, or empty when it would
     */
    public Optional<TrustFailure> recheck(X509Certificate leaf) {
        try {
            checkStanding(leaf);
            return Optional.empty();
        } catch (TrustException e) {
            return Optional.of(e.failure());
        }
    }

    /** The list behind {@link #recheck}. */
    public Revocations revocations() {
        return revocations;
    }

    private void check(X509Certificate @Nullable [] shown, Purpose purpose) throws TrustException {
        List<X509Certificate> chain = withoutAuthorities(shown);
        X509Certificate leaf = chain.getFirst();
        X509Certificate authority = known(chain);
        for (X509Certificate certificate : chain) {
            checkStanding(certificate);
        }
        checkDates(authority);
        checkForm(leaf, purpose);
        expected.accept(PeerId.of(leaf));
    }

    /** Peers may send their authority along; the path ends before it. */
    private List<X509Certificate> withoutAuthorities(X509Certificate @Nullable [] shown) throws TrustException {
        if (shown == null || shown.length == 0) {
            throw new TrustException(TrustFailure.MALFORMED, "the peer showed no certificate");
        }
        List<X509Certificate> chain = Arrays.stream(shown)
                .filter(certificate -> !authorities.contains(certificate))
                .toList();
        if (chain.isEmpty()) {
            throw new TrustException(TrustFailure.MALFORMED, "the peer showed an authority's certificate as its own");
        }
        if (chain.size() > CHAIN_LENGTH_MAX) {
            throw new TrustException(TrustFailure.UNTRUSTED, "the chain is " + chain.size() + " certificates long");
        }
        return chain;
    }

    private X509Certificate known(List<X509Certificate> chain) throws TrustException {
        synchronized (verified) {
            X509Certificate known = verified.get(chain);
            if (known != null) {
                return known;
            }
        }
        X509Certificate authority = authorityOf(chain);
        synchronized (verified) {
            verified.put(chain, authority);
        }
        return authority;
    }

    /** Signatures only: dates are judged apart, so that a stranger's old certificate counts as a stranger's. */
    private X509Certificate authorityOf(List<X509Certificate> chain) throws TrustException {
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(withinLifeOf(chain.getFirst())));
            PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
            return result.getTrustAnchor().getTrustedCert();
        } catch (GeneralSecurityException e) {
            throw new TrustException(
                    TrustFailure.UNTRUSTED,
                    "the certificate of '" + chain.getFirst().getSubjectX500Principal()
                            + "' leads to no authority we trust",
                    e);
        }
    }

    private Instant withinLifeOf(X509Certificate leaf) {
        Instant now = time.instant();
        Instant from = leaf.getNotBefore().toInstant();
        Instant to = leaf.getNotAfter().toInstant();
        return now.isBefore(from) ? from : now.isAfter(to) ? to : now;
    }

    private void checkStanding(X509Certificate certificate) throws TrustException {
        checkDates(certificate);
        if (revocations.isRevoked(certificate)) {
            throw new TrustException(
                    TrustFailure.REVOKED,
                    "the certificate with serial "
                            + certificate.getSerialNumber().toString(16) + " is revoked");
        }
    }

    private void checkDates(X509Certificate certificate) throws TrustException {
        Instant now = time.instant();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        String subject = "'" + certificate.getSubjectX500Principal() + "'";
        if (now.isAfter(to)) {
            throw new TrustException(
                    TrustFailure.EXPIRED, "the certificate of " + subject + " ran out at " + to + ", it is now " + now);
        }
        if (now.isBefore(from)) {
            throw new TrustException(
                    TrustFailure.NOT_YET_VALID,
                    "the certificate of " + subject + " begins at " + from + ", it is now " + now);
        }
    }

    private static void checkForm(X509Certificate leaf, Purpose purpose) throws TrustException {
        if (leaf.getBasicConstraints() >= 0) {
            throw new TrustException(TrustFailure.MALFORMED, "the certificate is an authority's, not a node's");
        }
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            throw new TrustException(TrustFailure.MALFORMED, "the certificate's key may not sign handshakes");
        }
        if (!purposes(leaf).contains(purpose.oid)) {
            throw new TrustException(
                    TrustFailure.MALFORMED, "the certificate is not for the purpose " + purpose + " of TLS");
        }
    }

    private static List<String> purposes(X509Certificate leaf) throws TrustException {
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            throw new TrustException(TrustFailure.MALFORMED, "the certificate's purposes are unreadable", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws TrustException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws TrustException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws TrustException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws TrustException {
        check(chain, Purpose.SERVER);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws TrustException {
        check(chain, Purpose.SERVER);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws TrustException {
        check(chain, Purpose.SERVER);
    }

    /** We name none: a peer of another authority would then show nothing, and could not be told what is wrong with it. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
