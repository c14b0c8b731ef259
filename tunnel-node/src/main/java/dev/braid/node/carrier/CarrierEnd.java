package dev.braid.node.carrier;

import dev.braid.node.identity.TrustException;
import dev.braid.node.identity.TrustFailure;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How a carrier, or the attempt at one, ended.
 *
 * @param detail for people; never a secret
 */
public record CarrierEnd(Reason reason, String detail) {
    /** Closed set, fit for a metrics label. */
    public enum Reason {
        /** The peer could not be reached at all. */
        UNREACHABLE,
        /** What the stranger sent is not TLS. */
        NOT_TLS,
        /** The TLS handshake failed for something other than trust, or the peer rejected us. */
        TLS_ERROR,
        UNTRUSTED,
        EXPIRED,
        NOT_YET_VALID,
        REVOKED,
        WRONG_KIND,
        WRONG_NAME,
        BAD_CERTIFICATE,
        /** Not finished with the handshake in time. */
        HANDSHAKE_TIMEOUT,
        /** Closed unfinished because too many others were waiting too. */
        CROWDED_OUT,
        /** An authenticated peer that speaks another version of the protocol. */
        VERSION,
        /** An authenticated peer whom the hub knows nothing of, or will not serve. */
        REFUSED,
        /** An authenticated peer that does not keep to the protocol. */
        PROTOCOL,
        /** Silent for longer than the keepalive allows. */
        SILENT,
        PEER_CLOSED,
        CONNECTION_LOST,
        /** A newer carrier has taken its place. */
        REPLACED,
        SHUTDOWN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The reason behind a failed connection or handshake. */
    static CarrierEnd of(Throwable cause) {
        String detail = String.valueOf(cause.getMessage());
        Optional<TrustFailure> trust = TrustException.failureIn(cause);
        if (trust.isPresent()) {
            return new CarrierEnd(reason(trust.get()), trustDetail(cause));
        }
        return switch (cause) {
            case NotSslRecordException _ -> new CarrierEnd(Reason.NOT_TLS, "the peer does not speak TLS");
            case SslHandshakeTimeoutException _ -> new CarrierEnd(Reason.HANDSHAKE_TIMEOUT, detail);
            case SSLException _ -> new CarrierEnd(Reason.TLS_ERROR, detail);
            case IOException _ -> new CarrierEnd(Reason.CONNECTION_LOST, detail);
            default -> new CarrierEnd(Reason.PROTOCOL, cause.getClass().getSimpleName() + ": " + detail);
        };
    }

    /** The same reason in the words of carriers. */
    public static Reason reason(TrustFailure failure) {
        return switch (failure) {
            case UNTRUSTED -> Reason.UNTRUSTED;
            case EXPIRED -> Reason.EXPIRED;
            case NOT_YET_VALID -> Reason.NOT_YET_VALID;
            case REVOKED -> Reason.REVOKED;
            case MALFORMED -> Reason.BAD_CERTIFICATE;
            case WRONG_KIND -> Reason.WRONG_KIND;
            case WRONG_NAME -> Reason.WRONG_NAME;
        };
    }

    private static String trustDetail(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof TrustException) {
                return String.valueOf(t.getMessage());
            }
        }
        return String.valueOf(thrown.getMessage());
    }
}
