package dev.braid.node.lane.datagram;

import dev.braid.node.path.probe.ProbeKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of one direction of a session. A key seals 2^22 datagrams, an epoch, and the next one follows from the sequence alone: half of what RFC
 * 9001 section 6.6 allows for packets of this size.
 */
final class DatagramKeys {
    static final int TAG_BYTES = 16;

    private static final int EPOCH_BITS = 22;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final byte[] PURPOSE = "braid datagrams 1".getBytes(StandardCharsets.US_ASCII);

    private final ProbeKey key;
    private final boolean fromEdge;

    DatagramKeys(ProbeKey key, boolean fromEdge) {
        this.key = key;
        this.fromEdge = fromEdge;
    }

    long session() {
        return key.session();
    }

    static long epoch(long sequence) {
        return sequence >>> EPOCH_BITS;
    }

    SecretKeySpec of(int channel, long epoch) {
        byte[] info = ByteBuffer.allocate(PURPOSE.length + 10)
                .put(PURPOSE)
                .put((byte) (fromEdge ? 1 : 2))
                .put((byte) channel)
                .putLong(epoch)
                .array();
        return new SecretKeySpec(key.derive(info, KEY_BYTES), "AES");
    }

    static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }

    /** The sequence is the nonce: no key sees one twice. */
    static void init(Cipher cipher, int mode, SecretKeySpec key, long sequence) {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(4, sequence).array();
        try {
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
            throw new AssertionError("key and nonce have the right lengths", e);
        }
    }
}
