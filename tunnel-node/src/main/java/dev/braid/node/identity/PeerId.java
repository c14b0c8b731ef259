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
    /** The two kinds of node. An edge talks to hubs only, and a hub to edges only. */
    public enum Kind {
        EDGE,
        HUB;

        /** As it is written in URIs, files and messages. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public Kind opposite() {
            return this == EDGE ? HUB : EDGE;
        }
    }

    /** GeneralName's context tag for uniformResourceIdentifier, RFC 5280 section 4.2.1.6. */
    private static final int URI_TAG = 6;

    private static final String SCHEME = "braid:";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern URI = Pattern.compile("braid://(edge|hub)/([a-z0-9-]{1,32})");

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
            throw new IllegalArgumentException("'" + uri + "' is not braid://edge/NAME or braid://hub/NAME");
        }
        return new PeerId(kindOf(matcher.group(1)), matcher.group(2));
    }

    /**
     * Reads {@code edge} or {@code hub}.
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
