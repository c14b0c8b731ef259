package dev.braid.node.identity;

import dev.braid.node.contract.NodeSpec;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * What this node shows to peers, and what it needs to judge them.
 *
 * @param chain own certificate first
 * @param authorities whom we trust to vouch for peers; several while authorities are being replaced
 */
public record NodeIdentity(
        PeerId id,
        List<X509Certificate> chain,
        PrivateKey key,
        List<X509Certificate> authorities,
        Revocations revocations,
        InstantSource time) {
    /** What became of loading: an identity, perhaps with warnings, or everything that stands in its way. */
    public sealed interface Loading {
        record Ready(NodeIdentity identity, List<IdentityProblem> warnings) implements Loading {}

        /**
         * It cannot start.
         *
         * @param problems at least one error, and what warnings there are
         */
        record Refused(List<IdentityProblem> problems) implements Loading {}
    }

    public NodeIdentity {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
    }

    /** Reads and checks the files; reports all problems at once. */
    public static Loading load(NodeSpec.Identity files, InstantSource time) {
        return new IdentityLoader(files, time).load(List.of());
    }

    /** The same, and the certificate must be of the kind and name that the configuration gives this node. */
    public static Loading load(NodeSpec spec, InstantSource time) {
        PeerId.Kind kind = switch (spec) {
            case NodeSpec.Edge edge -> PeerId.Kind.EDGE;
            case NodeSpec.HubNode hub -> PeerId.Kind.HUB;
        };
        return new IdentityLoader(spec.identity(), time).load(List.of(new PeerId(kind, spec.name())));
    }

    /** When peers stop accepting us. */
    public Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** Trust for connections to, or from, this kind of peer. All share one revocation list. */
    public NodeTrust trust(ExpectedPeer expected) {
        return new NodeTrust(authorities, revocations, expected, time);
    }

    @Override
    public String toString() {
        return id + " until " + notAfter();
    }
}
