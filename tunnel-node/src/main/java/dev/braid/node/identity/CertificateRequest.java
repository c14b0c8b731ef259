package dev.braid.node.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A request for a certificate, PKCS#10 (RFC 2986): a public key, and a signature that shows the asker has the private one. What else it
 * says is overlooked: who the node is, its keeper decides.
 */
public final class CertificateRequest {
    private static final String LABEL = "CERTIFICATE REQUEST";
    private static final int P256_BITS = 256;
    private static final int MAX_CHARACTERS = 8192;

    private CertificateRequest() {}

    /**
     * A P-256 key with its public half, which is not in the file.
     *
     * @throws IllegalArgumentException for another kind of key
     */
    public static KeyPair pairOf(PrivateKey key) {
        if (!(key instanceof ECPrivateKey ec)) {
            throw new IllegalArgumentException("the key is none on the curve P-256");
        }
        try {
            ECPoint point = new FixedPointCombMultiplier()
                    .multiply(ECNamedCurveTable.getByName("secp256r1").getG(), ec.getS())
                    .normalize();
            PublicKey shown = KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(
                            new java.security.spec.ECPoint(
                                    point.getAffineXCoord().toBigInteger(),
                                    point.getAffineYCoord().toBigInteger()),
                            ec.getParams()));
            return new KeyPair(shown, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key is none on the curve P-256", e);
        }
    }

    /** PEM. */
    public static String write(KeyPair pair) {
        try {
            byte[] der = new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=braid"), pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return new String(Pem.encode(LABEL, der), StandardCharsets.US_ASCII);
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate request could not be built", e);
        }
    }

    /**
     * The key of a request whose signature holds.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static PublicKey read(String pem) {
        if (pem.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("the certificate request is longer than " + MAX_CHARACTERS);
        }
        try {
            byte[] der = Pem.parse(pem.getBytes(StandardCharsets.US_ASCII)).stream()
                    .filter(block -> block.label().equals(LABEL))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no " + LABEL + " block"))
                    .der();
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
            PublicKey key = request.getPublicKey();
            if (!(key instanceof ECPublicKey ec)
                    || ec.getParams().getCurve().getField().getFieldSize() != P256_BITS) {
                throw new IllegalArgumentException("the key is none on the curve P-256");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new IllegalArgumentException("the signature of the certificate request does not hold");
            }
            return key;
        } catch (IOException | PemException | PKCSException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate request is damaged", e);
        }
    }
}
