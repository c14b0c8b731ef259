package dev.braid.node.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An authority on disk, for installations without a control plane:
 *
 * <pre>
 * DIR/                0700
 *   ca.crt  ca.key    the authority; whoever has the key can join the network
 *   ca.crl            what it has taken back, for the nodes
 *   index             what it has issued
 *   issued/NAME/      node.crt, node.key
 *   retired/          keys of revoked nodes whose name was given out again
 *   lock
 * </pre>
 *
 * <p>A kill at any moment leaves it usable. Files are replaced by rename, a node's directory appears whole or not at all, and
 * the index is written first: it may know a certificate that never got out, but none gets out that cannot be revoked. Whoever
 * writes next tidies up and brings a list that fell behind the index up to date. Writers wait for each other; readers need
 * not. No private key is ever overwritten.
 */
public final class PkiDirectory {
    private final PkiFiles files;
    private final Authority authority;
    private final InstantSource time;

    /**
     * What came of issuing.
     *
     * @param files the directory with node.crt and node.key
     * @param others certificates of the same name that are still valid, though they are no longer the one in {@code files}
     */
    public record Issued(IssuedCertificate certificate, Path files, List<IssuedCertificate> others) {}

    /**
     * All there is to know of an authority.
     *
     * @param listNextUpdate by when the list is to be renewed; absent when the list is missing
     * @param listBehind whether a revocation has not reached the list
     */
    public record Overview(
            X509Certificate authority,
            List<IssuedCertificate> certificates,
            @Nullable Instant listNextUpdate,
            boolean listBehind) {}

    private PkiDirectory(PkiFiles files, Authority authority, InstantSource time) {
        this.files = files;
        this.authority = authority;
        this.time = time;
    }

    /** Makes an authority in a directory that does not exist yet or is empty. */
    public static PkiDirectory create(Path directory, String authorityName, InstantSource time) throws PkiException {
        PkiFiles files = PkiFiles.at(directory);
        return PkiFiles.attempt(() -> {
            if (files.isOccupied()) {
                throw new PkiException(
                        files.directory() + " is not empty, and nothing in it was touched",
                        "name a directory that does not exist yet");
            }
            Authority authority = Authority.create(authorityName, time);
            files.create(authority);
            return new PkiDirectory(files, authority, time);
        });
    }

    public static PkiDirectory open(Path directory, InstantSource time) throws PkiException {
        PkiFiles files = PkiFiles.at(directory);
        if (!files.hasAuthority()) {
            throw new PkiException(files.directory() + " holds no authority", "make one with 'braid-node pki init'");
        }
        return PkiFiles.attempt(() -> {
            try {
                Authority authority = Authority.of(files.authorityCertificate(), files.authorityKey(), time);
                return new PkiDirectory(files, authority, time);
            } catch (IllegalArgumentException e) {
                throw new PkiException(
                        files.directory() + ": " + e.getMessage(), "restore ca.crt and ca.key from one backup", e);
            }
        });
    }

    public X509Certificate authority() {
        return authority.certificate();
    }

    public Path path() {
        return files.directory();
    }

    /** A new key and a certificate for it, in {@code issued/NAME}. */
    public Issued issue(PeerId id, Duration validity) throws PkiException {
        return files.locked(() -> {
            PkiIndex index = settledIndex();
            checkKindIsTheSame(index, id);
            X509Certificate old = files.nodeCertificate(id.name());
            if (old != null && index.isRevoked(old.getSerialNumber())) {
                files.retire(id.name(), old.getSerialNumber());
            } else if (files.hasHome(id.name())) {
                throw new PkiException(
                        id.name() + " has its key in " + files.home(id.name()),
                        "use 'pki renew' to keep the key, or 'pki revoke' first for a new one");
            }
            KeyPair pair = Keys.generate();
            X509Certificate certificate = sign(id, pair.getPublic(), validity);
            IssuedCertificate entry = entry(id, certificate);
            files.publish(id.name(), pair, certificate, index.with(entry));
            return new Issued(entry, files.home(id.name()), valid(index, id.name()));
        });
    }

    /** A new certificate for the key that a node has; the old one stays valid until it runs out. */
    public Issued renew(String name, Duration validity) throws PkiException {
        return files.locked(() -> {
            PkiIndex index = settledIndex();
            X509Certificate old = files.nodeCertificate(name);
            if (old == null) {
                throw new PkiException(
                        "there is no certificate in " + files.home(name), "issue one with 'braid-node pki issue'");
            }
            if (index.isRevoked(old.getSerialNumber())) {
                throw new PkiException(
                        name + " is revoked, and its key with it", "issue a new one with 'braid-node pki issue'");
            }
            PeerId id = PeerId.of(old);
            X509Certificate renewed = sign(id, old.getPublicKey(), validity);
            IssuedCertificate entry = entry(id, renewed);
            files.replaceCertificate(name, renewed, index.with(entry));
            return new Issued(entry, files.home(name), valid(index, name));
        });
    }

    /**
     * Takes back every certificate of a node.
     *
     * @return those that were not revoked before; empty when all were
     */
    public List<IssuedCertificate> revoke(String name) throws PkiException {
        return revoke(certificate -> certificate.id().name().equals(name), "a certificate for '" + name + "'");
    }

    /** Takes back one certificate; the rest as {@link #revoke(String)}. */
    public List<IssuedCertificate> revoke(BigInteger serial) throws PkiException {
        return revoke(certificate -> certificate.serial().equals(serial), "one with the serial " + serial.toString(16));
    }

    /** Writes the list anew, promised for another 30 days. */
    public X509CRL renewList() throws PkiException {
        return files.locked(() -> writeList(files.index()));
    }

    public Overview overview() throws PkiException {
        return PkiFiles.attempt(() -> {
            PkiIndex index = files.index();
            X509CRL list = files.list();
            return new Overview(
                    authority.certificate(),
                    index.certificates(),
                    list == null ? null : list.getNextUpdate().toInstant(),
                    PkiFiles.isBehind(list, index));
        });
    }

    /** The four files a node needs, copied to a directory that has none of them. */
    public void copyFor(String name, Path out) throws PkiException {
        checkCopyFor(out);
        PkiFiles.attempt(() -> {
            files.copyFor(name, out);
            return out;
        });
    }

    /** Refuses what {@link #copyFor} would refuse, before anything is issued. */
    public static void checkCopyFor(Path out) throws PkiException {
        PkiFiles.checkCopyFor(out);
    }

    private List<IssuedCertificate> revoke(Predicate<IssuedCertificate> which, String sought) throws PkiException {
        return files.locked(() -> {
            PkiIndex index = settledIndex();
            List<IssuedCertificate> found =
                    index.certificates().stream().filter(which).toList();
            if (found.isEmpty()) {
                throw new PkiException("this authority has not issued " + sought, "see 'braid-node pki show'");
            }
            List<IssuedCertificate> fresh = found.stream()
                    .filter(certificate -> certificate.revokedAt() == null)
                    .toList();
            if (!fresh.isEmpty()) {
                writeList(index.revoking(which, now()));
            }
            return fresh;
        });
    }

    /** The index, once an interrupted writer's revocation has reached the list as well. */
    private PkiIndex settledIndex() throws IOException, GeneralSecurityException, PkiException {
        PkiIndex index = files.index();
        if (PkiFiles.isBehind(files.list(), index)) {
            writeList(index);
        }
        return files.index();
    }

    /** The index first, with the list's number: no two lists ever share one. */
    private X509CRL writeList(PkiIndex index) throws IOException, GeneralSecurityException {
        PkiIndex numbered = index.withNextListNumber();
        files.write(numbered);
        return files.writeList(numbered, authority);
    }

    private X509Certificate sign(PeerId id, PublicKey key, Duration validity) throws PkiException {
        try {
            return authority.issue(id, key, validity);
        } catch (IllegalStateException e) {
            throw new PkiException(String.valueOf(e.getMessage()), "make a new one with 'braid-node pki init'", e);
        }
    }

    /** Names are shown and typed without the kind, so one name is one node. */
    private void checkKindIsTheSame(PkiIndex index, PeerId id) throws PkiException {
        for (IssuedCertificate other : valid(index, id.name())) {
            if (other.id().kind() != id.kind()) {
                throw new PkiException(
                        "there is " + other.id() + " already, valid until " + other.notAfter(),
                        "choose another name, or revoke it first");
            }
        }
    }

    private List<IssuedCertificate> valid(PkiIndex index, String name) {
        return index.named(name).stream()
                .filter(certificate -> certificate.state(now()) == IssuedCertificate.State.VALID)
                .toList();
    }

    private IssuedCertificate entry(PeerId id, X509Certificate certificate) {
        return new IssuedCertificate(
                certificate.getSerialNumber(),
                id,
                now(),
                certificate.getNotAfter().toInstant(),
                null);
    }

    private Instant now() {
        return time.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
