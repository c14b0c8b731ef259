package dev.braid.node.identity;

import dev.braid.node.contract.NodeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A node with a key and a certificate, right or wrong in one respect. */
record TestNode(KeyPair pair, X509Certificate certificate) {
    static final Duration MONTH = Duration.ofDays(30);

    static TestNode of(Authority authority, PeerId.Kind kind, String name) {
        return of(authority, kind, name, MONTH);
    }

    static TestNode of(Authority authority, PeerId.Kind kind, String name, Duration validity) {
        KeyPair pair = Keys.generate();
        return new TestNode(pair, authority.issue(new PeerId(kind, name), pair.getPublic(), validity));
    }

    /** Signed by the authority, with these names and purposes, and perhaps an authority itself. */
    static TestNode odd(
            Authority authority, TurnedClock time, boolean isAuthority, KeyPurposeId[] purposes, String... uris)
            throws Exception {
        KeyPair pair = Keys.generate();
        var builder = new JcaX509v3CertificateBuilder(
                authority.certificate(),
                java.math.BigInteger.TEN,
                Date.from(time.instant().minusSeconds(60)),
                Date.from(time.instant().plus(MONTH)),
                new X500Principal("CN=odd"),
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (purposes.length > 0) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        if (uris.length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, names(uris));
        }
        byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.key()))
                .getEncoded();
        return new TestNode(pair, Pem.certificate(der));
    }

    private static GeneralNames names(String... uris) {
        return new GeneralNames(Arrays.stream(uris)
                .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                .toArray(GeneralName[]::new));
    }

    X509Certificate[] chain() {
        return new X509Certificate[] {certificate};
    }

    /** The node's files in a directory, as an operator would copy them; without a revocation list. */
    NodeSpec.Identity save(Path directory, Authority authority) throws Exception {
        Files.createDirectories(directory);
        Path certificateFile = directory.resolve("node.crt");
        Path keyFile = directory.resolve("node.key");
        Path authorityFile = directory.resolve("ca.crt");
        AtomicFile.replace(certificateFile, Pem.encode(certificate), AtomicFile.PUBLIC);
        AtomicFile.replace(keyFile, Keys.encode(pair.getPrivate()), AtomicFile.SECRET);
        AtomicFile.replace(authorityFile, Pem.encode(authority.certificate()), AtomicFile.PUBLIC);
        return new NodeSpec.Identity(certificateFile, keyFile, authorityFile, null);
    }
}
