package dev.braid.control.backup;

import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Closes and opens a backup with a passphrase. */
final class Envelope {
    private static final byte[] MAGIC = "BRAIDBK1".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;
    /** As OWASP asks for with HMAC-SHA256 (2023). */
    private static final int ITERATIONS = 600_000;

    private static final int MOST_BYTES = 1 << 30;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Envelope() {}

    static byte[] close(String content, String passphrase) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(salt);
        RANDOM.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, passphrase, salt, nonce).doFinal(packed(content));
            return ByteBuffer.allocate(MAGIC.length + SALT_BYTES + NONCE_BYTES + closed.length)
                    .put(MAGIC)
                    .put(salt)
                    .put(nonce)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    static String open(byte[] file, String passphrase) {
        int head = MAGIC.length + SALT_BYTES + NONCE_BYTES;
        if (file.length < head || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw Problem.of(Code.BAD_REQUEST, "This is no backup of Braid.");
        }
        byte[] salt = Arrays.copyOfRange(file, MAGIC.length, MAGIC.length + SALT_BYTES);
        byte[] nonce = Arrays.copyOfRange(file, MAGIC.length + SALT_BYTES, head);
        try {
            return unpacked(
                    cipher(Cipher.DECRYPT_MODE, passphrase, salt, nonce).doFinal(file, head, file.length - head));
        } catch (GeneralSecurityException | UncheckedIOException e) {
            throw Problem.of(
                    Code.WRONG_CREDENTIALS, "The passphrase is another one, or the file was damaged on its way.");
        }
    }

    private static Cipher cipher(int mode, String passphrase, byte[] salt, byte[] nonce)
            throws GeneralSecurityException {
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(passphrase.toCharArray(), salt, ITERATIONS, KEY_BITS))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(MAGIC);
        return cipher;
    }

    private static byte[] packed(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String unpacked(byte[] packed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(gzip.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
