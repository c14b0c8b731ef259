package dev.braid.node.identity;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certificate was refused, for one reason. TLS engines wrap it once or more; {@link #failureIn} finds the reason again. Its
 * cause is a {@link CertPathValidatorException}, from which the JDK and Netty derive the alert sent to the peer.
 */
public final class TrustException extends CertificateException {
    private static final int CAUSES_MAX = 32;

    private final TrustFailure failure;

    TrustException(TrustFailure failure, String message) {
        this(failure, message, null);
    }

    TrustException(TrustFailure failure, String message, @Nullable Throwable cause) {
        super(message, new CertPathValidatorException(message, cause, null, -1, failure.reason()));
        this.failure = failure;
    }

    public TrustFailure failure() {
        return failure;
    }

    /** The reason behind a failed handshake, or empty when it failed for something other than our trust. */
    public static Optional<TrustFailure> failureIn(@Nullable Throwable thrown) {
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < CAUSES_MAX; depth++) {
            if (current instanceof TrustException refused) {
                return Optional.of(refused.failure);
            }
            current = current.getCause();
        }
        return Optional.empty();
    }
}
