package dev.braid.node.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * An installation's own certificate authority: it vouches for nodes, and takes that back. Knows nothing of files, and does
 * not remember what it issued; its keeper does. The profile is RFC 5280's: version 3, subject and authority key identifiers,
 * 128-bit random serials. Any thread.
 */
public final class Authority {
    public static final Duration NODE_VALIDITY = Duration.ofDays(30);

    /** How long a revocation list is promised to be the latest. */
    public static final Duration LIST_VALIDITY = Duration.ofDays(30);

    private static final int AUTHORITY_YEARS = 10;

    /** A new certificate is used at once, also by machines whose clocks are behind ours. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 128;
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final InstantSource time;

    private Authority(X509Certificate certificate, PrivateKey key, InstantSource time) {
        this.certificate = certificate;
        this.key = key;
        this.time = time;
    }

    /** A new authority with a new P-256 key, signed by itself, for ten years; {@code name} is for people. */
    public static Authority create(String name, InstantSource time) {
        return create(name, 0, time);
    }

    /** The same, and it may vouch for authorities that vouch for nodes. */
    public static Authority createRoot(String name, InstantSource time) {
        return create(name, 1, time);
    }

    private static Authority create(String name, int pathLength, InstantSource time) {
        KeyPair pair = Keys.generate();
        X500Name subject = subject(name);
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant notAfter =
                now.atOffset(ZoneOffset.UTC).plusYears(AUTHORITY_YEARS).toInstant();
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    subject, serial(), Date.from(now.minus(BACKDATED)), Date.from(notAfter), subject, pair.getPublic());
            addAuthorityExtensions(builder, pathLength, pair.getPublic());
            return new Authority(signed(builder, pair.getPrivate()), pair.getPrivate(), time);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("an authority's certificate could not be built", e);
        }
    }

    /**
     * A new authority below this one, with a new key, that vouches for nodes until {@code validity} from now or until this one runs out.
     *
     * @param name no other authority's, because revocation lists go by it
     */
    public Authority createIssuing(String name, Duration validity) {
        KeyPair pair = Keys.generate();
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate,
                    serial(),
                    Date.from(now.minus(BACKDATED)),
                    Date.from(earlierOf(now.plus(validity))),
                    new X500Principal(subject(name).getEncoded()),
                    pair.getPublic());
            addAuthorityExtensions(builder, 0, pair.getPublic());
            addAuthorityKey(builder);
            return new Authority(signed(builder, key), pair.getPrivate(), time);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("an issuing authority's certificate could not be built", e);
        }
    }

    /**
     * An authority made earlier.
     *
     * @throws IllegalArgumentException when the two do not belong together, or are no authority's
     */
    public static Authority of(X509Certificate certificate, PrivateKey key, InstantSource time) {
        if (certificate.getBasicConstraints() < 0) {
            throw new IllegalArgumentException("the certificate is no authority's");
        }
        if (!Keys.belongTogether(certificate.getPublicKey(), key)) {
            throw new IllegalArgumentException("the key does not belong to the certificate");
        }
        return new Authority(certificate, key, time);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** For its keeper, who encrypts it before it touches a disk. */
    public PrivateKey key() {
        return key;
    }

    /**
     * Vouches for the holder of a key being this node, from an hour ago until {@code validity} from now, or until the
     * authority itself runs out.
     *
     * @throws IllegalStateException when the authority has run out
     */
    public X509Certificate issue(PeerId id, PublicKey holder, Duration validity) {
        X500Principal subject =
                new X500Principal("CN=" + id.name() + ",OU=" + id.kind().label());
        GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, id.uri());
        return leaf(subject, List.of(name), holder, validity);
    }

    /**
     * Vouches for a web server under these names and addresses, for browsers that trust this authority.
     *
     * @param hosts DNS names and address literals, one at least
     */
    public X509Certificate issueServer(List<String> hosts, PublicKey holder, Duration validity) {
        List<GeneralName> names = hosts.stream()
                .map(host ->
                        new GeneralName(IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toList();
        X500Name subject = subject(hosts.getFirst());
        try {
            return leaf(new X500Principal(subject.getEncoded()), names, holder, validity);
        } catch (IOException e) {
            throw new IllegalStateException("the name '" + hosts.getFirst() + "' could not be encoded", e);
        }
    }

    private X509Certificate leaf(X500Principal subject, List<GeneralName> names, PublicKey holder, Duration validity) {
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new IllegalStateException(
                    "the authority ran out at " + certificate.getNotAfter().toInstant());
        }
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate,
                    serial(),
                    Date.from(now.minus(BACKDATED)),
                    Date.from(earlierOf(now.plus(validity))),
                    subject,
                    holder);
            addLeafExtensions(builder, names, holder);
            return signed(builder, key);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate for " + subject + " could not be built", e);
        }
    }

    /** Nothing outlives who vouched for it. */
    private Instant earlierOf(Instant notAfter) {
        Instant end = certificate.getNotAfter().toInstant();
        return notAfter.isBefore(end) ? notAfter : end;
    }

    private static X500Name subject(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    /**
     * Everything taken back so far, as a list for nodes.
     *
     * @param number greater than every list's before (RFC 5280 section 5.2.3)
     */
    public X509CRL list(Collection<Revoked> revoked, long number) {
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()), Date.from(now));
            builder.setNextUpdate(Date.from(now.plus(LIST_VALIDITY)));
            for (Revoked entry : revoked) {
                builder.addCRLEntry(entry.serial(), Date.from(entry.at()), CRLReason.unspecified);
            }
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            byte[] der = builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key))
                    .getEncoded();
            return Pem.list(der);
        } catch (IOException | GeneralSecurityException | OperatorCreationException | PemException e) {
            throw new IllegalStateException("a revocation list could not be built", e);
        }
    }

    /** A certificate taken back, and when. */
    public record Revoked(BigInteger serial, Instant at) {}

    private static void addAuthorityExtensions(X509v3CertificateBuilder builder, int pathLength, PublicKey holder)
            throws IOException, GeneralSecurityException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(holder));
    }

    private void addAuthorityKey(X509v3CertificateBuilder builder) throws IOException, GeneralSecurityException {
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
    }

    private void addLeafExtensions(X509v3CertificateBuilder builder, List<GeneralName> names, PublicKey holder)
            throws IOException, GeneralSecurityException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(holder));
        addAuthorityKey(builder);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws IOException, OperatorCreationException {
        try {
            return Pem.certificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key))
                    .getEncoded());
        } catch (PemException e) {
            throw new IOException("the certificate just built cannot be read", e);
        }
    }

    /** At most 20 octets and positive, RFC 5280 section 4.1.2.2. */
    private static BigInteger serial() {
        BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM);
        return serial.signum() == 0 ? serial() : serial;
    }
}
