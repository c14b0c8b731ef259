package dev.braid.control.identity;

import dev.braid.node.identity.Authority;
import dev.braid.node.identity.Keys;
import dev.braid.node.identity.PeerId;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Certificates for this process itself. Their keys are made at the start and never stored. */
@Component
public class ServerIdentity {
    /** Own certificate first; the root last, for nodes that know nothing of it but the fingerprint. */
    public record Shown(PrivateKey key, List<X509Certificate> chain) {
        @Override
        public String toString() {
            return "Shown[" + chain.getFirst().getSubjectX500Principal() + "]";
        }
    }

    private static final PeerId CONTROL = new PeerId(PeerId.Kind.CONTROL, "control");
    private static final Duration SERVER_VALIDITY = Duration.ofDays(90);

    private final Installation installation;

    ServerIdentity(Installation installation) {
        this.installation = installation;
    }

    /** Whether it was issued by whoever issues now: not after a rotation or a restore. */
    boolean isCurrent(Shown shown) {
        return shown.chain().get(1).equals(installation.issuing().authority().certificate());
    }

    /** For the session port, where nodes ask for the kind and no name. */
    public Shown forSessions() {
        KeyPair pair = Keys.generate();
        Authority issuing = installation.issuing().authority();
        return shown(pair, issuing, issuing.issue(CONTROL, pair.getPublic(), Authority.NODE_VALIDITY));
    }

    /**
     * For browsers that trust our root.
     *
     * @param hosts DNS names and addresses
     */
    public Shown forBrowsers(List<String> hosts) {
        KeyPair pair = Keys.generate();
        Authority issuing = installation.issuing().authority();
        return shown(pair, issuing, issuing.issueServer(hosts, pair.getPublic(), SERVER_VALIDITY));
    }

    private Shown shown(KeyPair pair, Authority issuing, X509Certificate leaf) {
        return new Shown(pair.getPrivate(), List.of(leaf, issuing.certificate(), installation.root()));
    }
}
