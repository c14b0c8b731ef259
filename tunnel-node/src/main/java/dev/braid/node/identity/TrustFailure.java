package dev.braid.node.identity;

import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.PKIXReason;
import java.util.Locale;

/** Why a peer's certificate was refused: a closed set, fit for a metrics label. Checked in this order. */
public enum TrustFailure {
    /** No path of signatures to an authority we trust. */
    UNTRUSTED,
    /** The certificate, or the authority behind it, has run out. */
    EXPIRED,
    /** Its time has not come; most often one of the two clocks is wrong. */
    NOT_YET_VALID,
    /** The authority has taken it back. */
    REVOKED,
    /** Signed by our authority, but not in the form of a node's certificate. */
    MALFORMED,
    /** An edge where a hub belongs, or the other way round. */
    WRONG_KIND,
    /** The right kind of node, but not one we were told to expect. */
    WRONG_NAME;

    /** {@code wrong_kind}, the form labels have. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What TLS engines look for in the cause chain to choose the alert the peer sees. */
    Reason reason() {
        return switch (this) {
            case UNTRUSTED -> PKIXReason.NO_TRUST_ANCHOR;
            case EXPIRED -> BasicReason.EXPIRED;
            case NOT_YET_VALID -> BasicReason.NOT_YET_VALID;
            case REVOKED -> BasicReason.REVOKED;
            case MALFORMED, WRONG_KIND, WRONG_NAME -> BasicReason.UNSPECIFIED;
        };
    }
}
