package dev.braid.node.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a revocation file told us: the serials each authority has taken back. Only lists signed by an authority
 * we trust count; the others become complaints, so that one foreign list in the file does not hide the good ones.
 *
 * @param nextUpdate when the first of the lists is overdue; absent when none says
 * @param complaints sentences about parts that were not usable
 */
record RevocationList(
        Map<X500Principal, Set<BigInteger>> revoked,
        @Nullable Instant nextUpdate,
        List<String> complaints) {
    static final RevocationList EMPTY = new RevocationList(Map.of(), null, List.of());

    static RevocationList read(byte[] file, List<X509Certificate> authorities) throws PemException {
        List<X509CRL> lists = Pem.lists(file);
        if (lists.isEmpty()) {
            throw new PemException("holds no X509 CRL block");
        }
        Map<X500Principal, Set<BigInteger>> revoked = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        Instant nextUpdate = null;
        for (X509CRL list : lists) {
            if (authorities.stream().noneMatch(authority -> signed(authority, list))) {
                complaints.add(
                        "a list of " + list.getIssuerX500Principal() + " is not signed by an authority we trust");
                continue;
            }
            add(revoked, list);
            nextUpdate = earlier(nextUpdate, list);
        }
        return new RevocationList(revoked, nextUpdate, complaints);
    }

    boolean contains(X509Certificate certificate) {
        return revoked.getOrDefault(certificate.getIssuerX500Principal(), Set.of())
                .contains(certificate.getSerialNumber());
    }

    /**
     * This list and what was known before it. A list that lost entries, by an old copy put back or an authority restored from
     * a backup, takes nothing back while we run: whoever was revoked stays so.
     */
    RevocationList withKnowledgeOf(RevocationList before) {
        Map<X500Principal, Set<BigInteger>> union = new HashMap<>(revoked);
        before.revoked.forEach((issuer, serials) -> union.merge(issuer, serials, RevocationList::union));
        return new RevocationList(union, nextUpdate, complaints);
    }

    int entries() {
        return revoked.values().stream().mapToInt(Set::size).sum();
    }

    private static boolean signed(X509Certificate authority, X509CRL list) {
        if (!authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
            return false;
        }
        try {
            list.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void add(Map<X500Principal, Set<BigInteger>> revoked, X509CRL list) {
        Set<BigInteger> serials = new HashSet<>();
        Objects.requireNonNullElse(list.getRevokedCertificates(), Set.<java.security.cert.X509CRLEntry>of())
                .forEach(entry -> serials.add(entry.getSerialNumber()));
        revoked.merge(list.getIssuerX500Principal(), serials, RevocationList::union);
    }

    private static @Nullable Instant earlier(@Nullable Instant known, X509CRL list) {
        if (list.getNextUpdate() == null) {
            return known;
        }
        Instant next = list.getNextUpdate().toInstant();
        return known == null || next.isBefore(known) ? next : known;
    }

    private static Set<BigInteger> union(Set<BigInteger> one, Set<BigInteger> other) {
        Set<BigInteger> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
