package dev.braid.node.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Key pairs: P-256 when we make them; P-256, other NIST curves and RSA when we are given them. */
public final class Keys {
    /** What BoringSSL signs TLS 1.3 handshakes with; it takes no Ed25519 leaf. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA");

    private static final int PROBE_BYTES = 32;

    private Keys() {}

    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /** PKCS#8 in PEM. */
    public static byte[] encode(PrivateKey key) {
        return Pem.encode(Pem.PRIVATE_KEY, key.getEncoded());
    }

    /** Reads an unencrypted PKCS#8 key; messages never quote the file. */
    public static PrivateKey parse(byte[] file) throws PemException {
        for (Pem.Block block : Pem.parse(file)) {
            switch (block.label()) {
                case Pem.PRIVATE_KEY -> {
                    return decode(block.der());
                }
                case "EC PRIVATE KEY", "RSA PRIVATE KEY" ->
                    throw new PemException("holds a key in its old form, not PKCS#8");
                case "ENCRYPTED PRIVATE KEY" -> throw new PemException("holds a key locked by a password");
                default -> {}
            }
        }
        throw new PemException("holds no PRIVATE KEY block");
    }

    /** Whether one signs what the other verifies: the same question for every algorithm. */
    public static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
            return false;
        }
        byte[] probe = new byte[PROBE_BYTES];
        new SecureRandom().nextBytes(probe);
        try {
            String algorithm = publicKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PrivateKey decode(byte[] pkcs8) throws PemException {
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = decode(pkcs8, algorithm);
            if (key != null) {
                return key;
            }
        }
        throw new PemException("holds a damaged key, or one of neither EC nor RSA");
    }

    /** The key, or nothing when it is one of another algorithm. */
    private static @Nullable PrivateKey decode(byte[] pkcs8, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
