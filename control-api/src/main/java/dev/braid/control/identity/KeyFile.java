package dev.braid.control.identity;

import dev.braid.control.store.DataDirectory;
import dev.braid.control.store.StartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secret beside the store that makes the store's own secrets worthless to whoever has the store alone. Each purpose has a key of its
 * own (HKDF, RFC 5869), each text a nonce of its own (AES-256-GCM).
 */
@Component
class KeyFile {
    private static final String NAME = "identity.key";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    private final DataDirectory directory;
    private final Path file;
    private byte[] key = {};

    /** @param elsewhere {@code braid.identity-key}: such as a systemd credential; empty means in the data directory */
    KeyFile(DataDirectory directory, @Value("${braid.identity-key:}") String elsewhere) {
        this.directory = directory;
        this.file = elsewhere.isEmpty() ? directory.file(NAME) : Path.of(elsewhere);
    }

    /**
     * Before anything is sealed.
     *
     * @param isNew whether nothing has been sealed in this store yet, so that a new file does
     */
    synchronized void open(boolean isNew) {
        if (!Files.exists(file)) {
            if (!isNew || !file.equals(directory.file(NAME))) {
                throw new StartException(
                        "the key file " + file + " is missing, and the installation's keys in the store"
                                + " are encrypted with it; copy it from the other instance or from a backup");
            }
            byte[] made = new byte[KEY_BYTES];
            RANDOM.nextBytes(made);
            directory.writeSecret(NAME, Base64.getEncoder().encode(made));
        }
        key = read();
    }

    String seal(String purpose, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(key, Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(plain);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    byte[] unseal(String purpose, String sealed) {
        try {
            return unseal(key, purpose, sealed);
        } catch (GeneralSecurityException e) {
            throw new StartException(
                    "the key file " + file + " is not the one that the store's keys were encrypted with; put the right"
                            + " one there, from the other instance or from the backup that the store came from",
                    e);
        }
    }

    /** What a backup keeps of it: the file's text. */
    String text() {
        return Base64.getEncoder().encodeToString(key);
    }

    /**
     * What was sealed by another key file, sealed by this one.
     *
     * @param other that file's text
     */
    String resealed(String other, String purpose, String sealed) throws GeneralSecurityException {
        return seal(purpose, unseal(Base64.getDecoder().decode(other.strip()), purpose, sealed));
    }

    private static byte[] unseal(byte[] key, String purpose, String sealed) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        byte[] nonce = java.util.Arrays.copyOf(bytes, NONCE_BYTES);
        return cipher(key, Cipher.DECRYPT_MODE, purpose, nonce).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
    }

    private static Cipher cipher(byte[] key, int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        byte[] context = purpose.getBytes(StandardCharsets.UTF_8);
        SecretKey derived = KDF.getInstance("HKDF-SHA256")
                .deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(context, KEY_BYTES));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derived, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    private byte[] read() {
        try {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
            if (open.removeAll(OTHERS)) {
                throw new StartException("the key file " + file + " can be read by others; chmod 600 it");
            }
            byte[] read = Base64.getDecoder().decode(Files.readString(file).strip());
            if (read.length == KEY_BYTES) {
                return read;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException("the key file " + file + " cannot be read: " + e.getMessage(), e);
        }
        throw new StartException("the key file " + file + " is damaged; restore it from a backup");
    }
}
