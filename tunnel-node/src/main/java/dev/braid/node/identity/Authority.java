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
        KeyPair pair = Keys.generate();
        X500Name subject =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant notAfter =
                now.atOffset(ZoneOffset.UTC).plusYears(AUTHORITY_YEARS).toInstant();
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    subject, serial(), Date.from(now.minus(BACKDATED)), Date.from(notAfter), subject, pair.getPublic());
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(pair.getPublic()));
            return new Authority(signed(builder, pair.getPrivate()), pair.getPrivate(), time);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("an authority's certificate could not be built", e);
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

    PrivateKey key() {
        return key;
    }

    /**
     * Vouches for the holder of a key being this node, from an hour ago until {@code validity} from now, or until the
     * authority itself runs out.
     *
     * @throws IllegalStateException when the authority has run out
     */
    public X509Certificate issue(PeerId id, PublicKey holder, Duration validity) {
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new IllegalStateException("the authority ran out at " + end);
        }
        Instant notAfter = now.plus(validity).isBefore(end) ? now.plus(validity) : end;
        X500Principal subject =
                new X500Principal("CN=" + id.name() + ",OU=" + id.kind().label());
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate, serial(), Date.from(now.minus(BACKDATED)), Date.from(notAfter), subject, holder);
            addNodeExtensions(builder, id, holder);
            return signed(builder, key);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate for " + id + " could not be built", e);
        }
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

    private void addNodeExtensions(X509v3CertificateBuilder builder, PeerId id, PublicKey holder)
            throws IOException, GeneralSecurityException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, id.uri())));
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(holder));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(certificate.getPublicKey()));
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
