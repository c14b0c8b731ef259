package dev.braid.node.identity;

import java.util.Set;

/**
 * Whom one side of a handshake expects: a kind, and when {@code names} is not empty, one of these.
 *
 * @param names empty accepts every node of the kind
 */
public record ExpectedPeer(PeerId.Kind kind, Set<String> names) {
    public ExpectedPeer {
        names = Set.copyOf(names);
    }

    /** Any node of this kind that our authority vouches for. */
    public static ExpectedPeer any(PeerId.Kind kind) {
        return new ExpectedPeer(kind, Set.of());
    }

    /** What an edge expects of the hub it knows as {@code name}. */
    public static ExpectedPeer hub(String name) {
        return new ExpectedPeer(PeerId.Kind.HUB, Set.of(name));
    }

    void accept(PeerId id) throws TrustException {
        if (id.kind() != kind) {
            throw new TrustException(
                    TrustFailure.WRONG_KIND,
                    "the peer is " + id + " where a node of kind " + kind.label() + " belongs");
        }
        if (!names.isEmpty() && !names.contains(id.name())) {
            throw new TrustException(
                    TrustFailure.WRONG_NAME,
                    "the peer is " + id + " where " + kind.label() + " " + listed() + " belongs");
        }
    }

    /** A hub may know hundreds of edges; a message names them only while that helps. */
    private String listed() {
        return names.size() <= 3 ? String.join(" or ", names.stream().sorted().toList()) : "one of " + names.size();
    }
}
