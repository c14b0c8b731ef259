package dev.braid.node.agent;

import dev.braid.node.agent.NodeHome.Joined;
import dev.braid.node.contract.SessionMessage.Renew;
import dev.braid.node.contract.SessionMessage.Trust;
import dev.braid.node.contract.SessionMessage.Welcome;
import dev.braid.node.identity.CertificateRequest;
import dev.braid.node.identity.IdentityProblem;
import dev.braid.node.identity.NodeIdentity;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who we are and whom we believe, on disk and kept fresh from the control plane. */
final class Credentials {
    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final NodeHome home;
    private final Workload workload;
    private final InstantSource time;
    private Joined joined;
    private volatile @Nullable NodeIdentity known;

    Credentials(NodeHome home, Joined joined, Workload workload, InstantSource time) {
        this.home = home;
        this.joined = joined;
        this.workload = workload;
        this.time = time;
    }

    SslContext tls() throws IOException {
        return SessionTls.mutual(identity());
    }

    synchronized long listNumber() {
        return joined.listNumber();
    }

    /** When peers stop accepting us; null when we do not know. */
    @Nullable
    Instant notAfter() {
        NodeIdentity identity = known;
        return identity == null ? null : identity.notAfter();
    }

    /** From two thirds of the certificate's life on: a control plane may be away for days without anybody noticing. */
    boolean isRenewalDue() {
        NodeIdentity identity = known;
        if (identity == null) {
            return false;
        }
        X509Certificate certificate = identity.chain().getFirst();
        Instant from = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
        return time.instant().isAfter(from.plus(life.multipliedBy(2).dividedBy(3)));
    }

    /** A new certificate for the same key: one file changes, so there is no moment at which the two do not match. */
    synchronized void renew(ControlPlane control, String version) throws IOException {
        NodeIdentity identity = identity();
        Welcome welcome =
                control.renew(new Renew(CertificateRequest.write(CertificateRequest.pairOf(identity.key())), version));
        home.saveCertificate(welcome.chain());
        trust(welcome.trust());
        known = null;
        identity();
        log.atInfo().addKeyValue("not_after", notAfter()).log("Certificate is renewed");
        workload.identityChanged();
    }

    synchronized void refreshTrust(ControlPlane control) throws IOException {
        trust(control.trust());
    }

    /** The number last: killed in between, we fetch again. */
    private void trust(Trust trust) throws IOException {
        home.save(trust);
        joined = joined.with(trust.listNumber());
        home.save(joined);
        workload.trustChanged();
    }

    /** Read once, and again after a renewal; its revocations follow their file by themselves. */
    private synchronized NodeIdentity identity() throws IOException {
        NodeIdentity identity = known;
        if (identity == null) {
            identity = load();
            known = identity;
        }
        return identity;
    }

    private NodeIdentity load() throws IOException {
        return switch (NodeIdentity.load(home.identity(), time)) {
            case NodeIdentity.Loading.Ready ready -> ready.identity();
            case NodeIdentity.Loading.Refused refused ->
                throw new IOException(refused.problems().stream()
                        .map(IdentityProblem::toString)
                        .collect(Collectors.joining("; ")));
        };
    }
}
