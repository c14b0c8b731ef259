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
 * we trust count, or by one whose certificate is in the file too and signed by such an authority; the others become complaints, so that
 * one foreign list in the file does not hide the good ones.
 *
 * @param nextUpdate when the first of the lists is overdue; absent when none says
 * @param complaints sentences about parts that were not usable
 */
record RevocationList(
        Map<X500Principal, Set<BigInteger>> revoked,
        @Nullable Instant nextUpdate,
        List<String> complaints) {
    /** Index of cRLSign in keyUsage, RFC 5280 section 4.2.1.3. */
    private static final int CRL_SIGN = 6;

    static final RevocationList EMPTY = new RevocationList(Map.of(), null, List.of());

    static RevocationList read(byte[] file, List<X509Certificate> authorities) throws PemException {
        List<X509CRL> lists = Pem.lists(file);
        if (lists.isEmpty()) {
            throw new PemException("holds no X509 CRL block");
        }
        List<X509Certificate> signers = signers(Pem.certificates(file), authorities);
        Map<X500Principal, Set<BigInteger>> revoked = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        Instant nextUpdate = null;
        for (X509CRL list : lists) {
            if (signers.stream().noneMatch(authority -> signed(authority, list))) {
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

    /** An installation's root signs the certificates of those who sign for nodes, so that they can be replaced. */
    private static List<X509Certificate> signers(List<X509Certificate> shown, List<X509Certificate> authorities) {
        List<X509Certificate> signers = new ArrayList<>(authorities);
        shown.stream()
                .filter(c -> c.getBasicConstraints() >= 0 && maySignLists(c))
                .filter(c -> authorities.stream().anyMatch(authority -> signed(authority, c)))
                .forEach(signers::add);
        return signers;
    }

    private static boolean maySignLists(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || (usage.length > CRL_SIGN && usage[CRL_SIGN]);
    }

    private static boolean signed(X509Certificate authority, X509Certificate certificate) {
        try {
            certificate.verify(authority.getPublicKey());
            return authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
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
