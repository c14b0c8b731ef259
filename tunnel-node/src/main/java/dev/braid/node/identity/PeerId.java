package dev.braid.node.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a certificate says its holder is. Written into it as a subject alternative name of type URI: {@code braid://edge/home}
 * or {@code braid://hub/paris}; the subject's common name is for people and decides nothing.
 *
 * @param name [a-z0-9-], 1 to 32 characters
 */
public record PeerId(Kind kind, String name) {
    /** An edge talks to hubs only, and a hub to edges only; both to the control plane, which no certificate of a node can pass for. */
    public enum Kind {
        EDGE,
        HUB,
        CONTROL;

        /** As it is written in URIs, files and messages. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of node that this kind of node has tunnels with. */
        public Kind opposite() {
            return switch (this) {
                case EDGE -> HUB;
                case HUB -> EDGE;
                case CONTROL -> throw new IllegalStateException("the control plane has no tunnels");
            };
        }
    }

    /** GeneralName's context tag for uniformResourceIdentifier, RFC 5280 section 4.2.1.6. */
    private static final int URI_TAG = 6;

    private static final String SCHEME = "braid:";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern URI = Pattern.compile("braid://(edge|hub|control)/([a-z0-9-]{1,32})");

    public PeerId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a node's name is 1 to 32 characters of a-z, 0-9 and '-', which '" + name + "' is not");
        }
    }

    /**
     * Reads {@code braid://edge/home}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static PeerId parse(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + uri + "' is not braid://edge/NAME, braid://hub/NAME or braid://control/NAME");
        }
        return new PeerId(Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), matcher.group(2));
    }

    /**
     * Reads a kind of node, {@code edge} or {@code hub}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Kind kindOf(String label) {
        return switch (label) {
            case "edge" -> Kind.EDGE;
            case "hub" -> Kind.HUB;
            default -> throw new IllegalArgumentException("'" + label + "' is neither edge nor hub");
        };
    }

    /**
     * The identity a certificate carries. Names of other types or schemes are passed over; two of ours are one too many,
     * because the reader would choose and the signer would not know which.
     *
     * @throws TrustException {@link TrustFailure#MALFORMED} when there is not exactly one
     */
    public static PeerId of(X509Certificate certificate) throws TrustException {
        List<String> uris = uris(certificate);
        if (uris.size() != 1) {
            throw new TrustException(
                    TrustFailure.MALFORMED, "the certificate has " + uris.size() + " braid:// names instead of one");
        }
        try {
            return parse(uris.getFirst());
        } catch (IllegalArgumentException e) {
            throw new TrustException(TrustFailure.MALFORMED, String.valueOf(e.getMessage()), e);
        }
    }

    public String uri() {
        return "braid://" + kind.label() + "/" + name;
    }

    /** "edge home", for messages. */
    @Override
    public String toString() {
        return kind.label() + " " + name;
    }

    private static List<String> uris(X509Certificate certificate) throws TrustException {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return List.of();
            }
            return names.stream()
                    .filter(name -> name.getFirst().equals(URI_TAG))
                    .map(name -> String.valueOf(name.get(1)))
                    .filter(uri -> uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                    .toList();
        } catch (CertificateParsingException e) {
            throw new TrustException(TrustFailure.MALFORMED, "the certificate's alternative names are unreadable", e);
        }
    }
}
