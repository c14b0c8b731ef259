package dev.braid.node.identity;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.identity.IdentityProblem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One loading of a node's identity files: gathers every problem before it gives up. */
final class IdentityLoader {
    /** Four weeks of warnings every day teach people not to read them; the last one is for acting. */
    private static final Duration RENEW_BEFORE = Duration.ofDays(7);

    private static final long FILE_BYTES_MAX = 1L << 20;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private interface Reading<T> {
        T of(byte[] content) throws PemException;
    }

    private final NodeSpec.Identity files;
    private final InstantSource time;
    private final List<IdentityProblem> problems = new ArrayList<>();

    IdentityLoader(NodeSpec.Identity files, InstantSource time) {
        this.files = files;
        this.time = time;
    }

    /** @param expected who the configuration says we are; empty accepts whoever the certificate says */
    NodeIdentity.Loading load(List<PeerId> expected) {
        List<X509Certificate> chain = certificates(files.certificate(), "put the node's certificate (node.crt) there");
        PrivateKey key = key();
        List<X509Certificate> authorities =
                certificates(files.authority(), "put the authority's certificate (ca.crt) there");
        authorities.forEach(this::checkAuthority);
        Revocations revocations = revocations(authorities);
        PeerId id = null;
        if (!chain.isEmpty()) {
            id = checkOwn(chain.getFirst(), expected);
            checkKey(chain.getFirst(), key);
            checkPeersWouldAccept(chain, id, authorities, revocations);
        }
        boolean refused = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        return refused || key == null || id == null
                ? new NodeIdentity.Loading.Refused(List.copyOf(problems))
                : new NodeIdentity.Loading.Ready(
                        new NodeIdentity(id, chain, key, authorities, revocations, time), List.copyOf(problems));
    }

    private List<X509Certificate> certificates(Path file, String remedy) {
        List<X509Certificate> certificates = read(file, Pem::certificates, remedy);
        if (certificates == null) {
            return List.of();
        }
        if (certificates.isEmpty()) {
            error(file, "holds no CERTIFICATE block", remedy);
        }
        return certificates;
    }

    private @Nullable PrivateKey key() {
        checkMode(files.key());
        return read(
                files.key(),
                Keys::parse,
                "use the node.key that 'braid-node pki issue' wrote, or convert with"
                        + " 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW'");
    }

    private void checkMode(Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.stream().anyMatch(OTHERS::contains)) {
                error(file, "is open to other users than its owner", "run: chmod 600 " + file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Reading the key says what is wrong; a file system without modes has none to check.
            return;
        }
    }

    private Revocations revocations(List<X509Certificate> authorities) {
        Path file = files.revocations();
        if (file == null || authorities.isEmpty()) {
            return Revocations.none();
        }
        Revocations revocations = Revocations.following(file, authorities, time);
        Revocations.Status status = revocations.status();
        if (status.complaint() != null) {
            error(file, status.complaint(), "copy the authority's current ca.crl there, or leave 'revocations' out");
        } else if (status.overdue()) {
            warning(
                    file,
                    "was to be replaced by " + status.nextUpdate() + " and is still in force",
                    "renew it with 'braid-node pki crl' and copy it here");
        }
        return revocations;
    }

    private void checkAuthority(X509Certificate authority) {
        if (authority.getBasicConstraints() < 0) {
            error(
                    files.authority(),
                    "holds a certificate of '" + authority.getSubjectX500Principal() + "', which is no authority",
                    "put the authority's certificate (ca.crt) there, not a node's");
        } else if (authority.getNotAfter().toInstant().isBefore(time.instant())) {
            warning(
                    files.authority(),
                    "holds the authority '" + authority.getSubjectX500Principal() + "', which ran out at "
                            + authority.getNotAfter().toInstant(),
                    "remove it, and issue new certificates if it was the only one");
        }
    }

    private @Nullable PeerId checkOwn(X509Certificate own, List<PeerId> expected) {
        checkDates(own);
        try {
            PeerId id = PeerId.of(own);
            if (!expected.isEmpty() && !expected.contains(id)) {
                error(
                        files.certificate(),
                        "belongs to " + id + ", and the configuration says this is " + expected.getFirst(),
                        "copy the right certificate and key, or correct the name");
            }
            return id;
        } catch (TrustException e) {
            error(
                    files.certificate(),
                    "is no Braid node's certificate: " + e.getMessage(),
                    "issue one with 'braid-node pki issue'");
            return null;
        }
    }

    private void checkDates(X509Certificate own) {
        Instant now = time.instant();
        Instant from = own.getNotBefore().toInstant();
        Instant to = own.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            error(files.certificate(), "is valid from " + from + " and it is now " + now, "set this machine's clock");
        } else if (now.isAfter(to)) {
            error(files.certificate(), "ran out at " + to, "renew it with 'braid-node pki renew' and copy it here");
        } else if (now.plus(RENEW_BEFORE).isAfter(to)) {
            warning(files.certificate(), "runs out at " + to, "renew it with 'braid-node pki renew' and copy it here");
        }
    }

    private void checkKey(X509Certificate own, @Nullable PrivateKey key) {
        if (key != null && !Keys.belongTogether(own.getPublicKey(), key)) {
            error(
                    files.key(),
                    "does not belong to the certificate in " + files.certificate(),
                    "copy node.crt and node.key from the same directory");
        }
    }

    /** Peers have the same authorities and list: what they would refuse is said here, where it can be mended. */
    private void checkPeersWouldAccept(
            List<X509Certificate> chain,
            @Nullable PeerId id,
            List<X509Certificate> authorities,
            Revocations revocations) {
        if (id == null || authorities.isEmpty()) {
            return;
        }
        ExpectedPeer self = ExpectedPeer.any(id.kind());
        NodeTrust peer = new NodeTrust(authorities, revocations, self, time);
        X509Certificate[] shown = chain.toArray(X509Certificate[]::new);
        try {
            peer.checkServerTrusted(shown, "UNKNOWN");
            peer.checkClientTrusted(shown, "UNKNOWN");
        } catch (TrustException e) {
            switch (e.failure()) {
                case UNTRUSTED ->
                    error(
                            files.certificate(),
                            "was not issued by an authority in " + files.authority(),
                            "copy node.crt and ca.crt of the same authority");
                case REVOKED ->
                    error(files.certificate(), "has been revoked", "issue a new one with 'braid-node pki issue'");
                case EXPIRED -> checkAuthorityBehind(chain.getFirst());
                case NOT_YET_VALID -> {
                    // Said already, of the node's own certificate.
                }
                case MALFORMED, WRONG_KIND, WRONG_NAME ->
                    error(
                            files.certificate(),
                            "would be refused by peers: " + e.getMessage(),
                            "issue one with 'braid-node pki issue'");
            }
        }
    }

    /** A peer found something expired: when it is not our own certificate, of which that was said, it is what signed it. */
    private void checkAuthorityBehind(X509Certificate own) {
        if (!own.getNotAfter().toInstant().isBefore(time.instant())) {
            error(
                    files.certificate(),
                    "was issued by an authority that has run out",
                    "make a new one with 'braid-node pki init', and issue every node a certificate from it");
        }
    }

    private <T> @Nullable T read(Path file, Reading<T> reading, String remedy) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                error(file, "is longer than " + FILE_BYTES_MAX + " bytes", remedy);
                return null;
            }
            return reading.of(Files.readAllBytes(file));
        } catch (IOException e) {
            error(file, FileFault.describe(e), remedy);
        } catch (PemException e) {
            error(file, String.valueOf(e.getMessage()), remedy);
        }
        return null;
    }

    private void error(Path file, String message, String remedy) {
        problems.add(new IdentityProblem(Severity.ERROR, file, message, remedy));
    }

    private void warning(Path file, String message, String remedy) {
        problems.add(new IdentityProblem(Severity.WARNING, file, message, remedy));
    }
}
