package dev.braid.node.path.probe;

import dev.braid.node.carrier.Frame;
import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What a hub gives an edge inside a carrier, so that it knows the edge's probes from a stranger's. */
public final class ProbeKey {
    static final int SECRET_BYTES = 32;
    private static final int PAYLOAD_BYTES = 8 + SECRET_BYTES;

    private final long session;
    private final byte[] secret;

    private ProbeKey(long session, byte[] secret) {
        this.session = session;
        this.secret = secret;
    }

    public static ProbeKey fresh(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new ProbeKey(random.nextLong(), secret);
    }

    /** Which key of the hub's this is; not a secret. */
    public long session() {
        return session;
    }

    ProbeMessage.Seal seal() {
        return new ProbeMessage.Seal(secret);
    }

    /**
     * Another key, for what {@code purpose} names: HKDF-Expand with SHA-256 (RFC 5869 section 2.3), as the secret is uniformly random.
     *
     * @param lengthBytes of the key, 255 * 32 at most
     */
    public byte[] derive(byte[] purpose, int lengthBytes) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.expandOnly(new SecretKeySpec(secret, "HKDF"), purpose, lengthBytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has HKDF since 25 (JEP 510)", e);
        }
    }

    /** Writes the whole frame. */
    public void write(ByteBuf out) {
        out.writeInt(Frame.header(Frame.PROBES, PAYLOAD_BYTES))
                .writeLong(session)
                .writeBytes(secret);
    }

    /** Reads a payload; null when it is too short. What a newer hub adds behind it is overlooked. */
    public static @Nullable ProbeKey read(ByteBuf in, int at, int lengthBytes) {
        if (lengthBytes < PAYLOAD_BYTES) {
            return null;
        }
        byte[] secret = new byte[SECRET_BYTES];
        in.getBytes(at + 8, secret);
        return new ProbeKey(in.getLong(at), secret);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProbeKey key
                && key.session == session
                && java.security.MessageDigest.isEqual(key.secret, secret);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(session);
    }

    @Override
    public String toString() {
        return "probe session " + Long.toHexString(session);
    }
}
