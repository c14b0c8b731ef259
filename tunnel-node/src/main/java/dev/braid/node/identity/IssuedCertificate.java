package dev.braid.node.identity;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a pki directory remembers of a certificate.
 *
 * @param revokedAt absent while it is not revoked
 */
public record IssuedCertificate(
        BigInteger serial,
        PeerId id,
        Instant issuedAt,
        Instant notAfter,
        @Nullable Instant revokedAt) {
    /** Whether peers accept it. */
    public enum State {
        VALID,
        EXPIRED,
        REVOKED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        return now.isAfter(notAfter) ? State.EXPIRED : State.VALID;
    }

    public String serialHex() {
        return serial.toString(16);
    }

    IssuedCertificate revoked(Instant at) {
        return revokedAt != null ? this : new IssuedCertificate(serial, id, issuedAt, notAfter, at);
    }
}
