package dev.braid.node;

import dev.braid.node.identity.IssuedCertificate;
import dev.braid.node.identity.PkiDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code braid-node pki} says when it has done something: what there is now, and what to do with it. */
record PkiReport(PrintWriter out, InstantSource time) {
    /** Before a list or certificate runs out, this is when to say so. */
    private static final Duration SOON = Duration.ofDays(7);

    void made(PkiDirectory pki) {
        out.println("Made an authority in " + pki.path() + ", valid until "
                + pki.authority().getNotAfter().toInstant() + ".");
        out.println("Its SHA-256 fingerprint: " + fingerprint(pki.authority()));
        out.println("Back up ca.key and keep it secret: whoever has it can join your network.");
        out.println("Next: braid-node pki issue --dir " + pki.path() + " --kind hub NAME");
    }

    void issued(PkiDirectory pki, PkiDirectory.Issued issued, @Nullable Path copy) {
        IssuedCertificate certificate = issued.certificate();
        out.println("Issued a certificate for " + certificate.id() + ", valid until " + certificate.notAfter() + ".");
        out.println("Copy to " + certificate.id().name() + ", and name them in its configuration under 'identity':");
        if (copy == null) {
            file(issued.files().resolve("node.crt"), "certificate");
            file(issued.files().resolve("node.key"), "key: mode 0600, owned by the user braid-node runs as");
            file(pki.path().resolve("ca.crt"), "authority");
            file(pki.path().resolve("ca.crl"), "revocations: copy it again after each 'pki revoke'");
        } else {
            file(copy.resolve("node.crt"), "certificate");
            file(copy.resolve("node.key"), "key: mode 0600, owned by the user braid-node runs as");
            file(copy.resolve("ca.crt"), "authority");
            file(copy.resolve("ca.crl"), "revocations: copy it again after each 'pki revoke'");
        }
        for (IssuedCertificate other : issued.others()) {
            out.println("Note: another certificate of this name is valid until " + other.notAfter()
                    + "; if it is not in use, revoke it with --serial " + other.serialHex());
        }
    }

    void renewed(PkiDirectory.Issued issued) {
        IssuedCertificate certificate = issued.certificate();
        out.println("Renewed the certificate of " + certificate.id() + ", valid until " + certificate.notAfter() + ".");
        out.println("Copy to " + certificate.id().name() + " in place of the old one, its key stays:");
        file(issued.files().resolve("node.crt"), "certificate");
    }

    void revoked(PkiDirectory pki, List<IssuedCertificate> revoked) {
        if (revoked.isEmpty()) {
            out.println("Nothing to do: revoked already.");
            return;
        }
        for (IssuedCertificate certificate : revoked) {
            out.println("Revoked " + certificate.id() + ", serial " + certificate.serialHex() + ".");
        }
        out.println("Copy to every other node; each cuts the revoked one within seconds of the copy:");
        file(pki.path().resolve("ca.crl"), "revocations");
    }

    void listed(PkiDirectory pki, X509CRL list) {
        out.println("Wrote the revocation list, due for renewal by "
                + list.getNextUpdate().toInstant() + ". Copy to every node:");
        file(pki.path().resolve("ca.crl"), "revocations");
    }

    void table(PkiDirectory.Overview overview) {
        X509Certificate authority = overview.authority();
        out.println("authority    " + authority.getSubjectX500Principal().getName());
        out.println("valid until  " + authority.getNotAfter().toInstant());
        out.println("SHA-256      " + fingerprint(authority));
        out.println("list due     " + (overview.listNextUpdate() == null ? "missing" : overview.listNextUpdate()));
        warnOfList(overview);
        out.println();
        if (overview.certificates().isEmpty()) {
            out.println("No certificates yet.");
            return;
        }
        String format = "%-" + nameWidth(overview.certificates()) + "s  %-4s  %-32s  %-20s  %s%n";
        out.printf(format, "NAME", "KIND", "SERIAL", "NOT AFTER", "STATE");
        for (IssuedCertificate certificate : overview.certificates()) {
            out.printf(
                    format,
                    certificate.id().name(),
                    certificate.id().kind().label(),
                    certificate.serialHex(),
                    certificate.notAfter(),
                    state(certificate));
        }
    }

    void json(PkiDirectory.Overview overview) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("authority", overview.authority().getSubjectX500Principal().getName());
        document.put("notAfter", text(overview.authority().getNotAfter().toInstant()));
        document.put("sha256", fingerprint(overview.authority()));
        document.put("listNextUpdate", text(overview.listNextUpdate()));
        document.put("listBehind", overview.listBehind());
        document.put(
                "certificates",
                overview.certificates().stream().map(this::document).toList());
        out.println(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(document));
    }

    private Map<String, @Nullable Object> document(IssuedCertificate certificate) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("name", certificate.id().name());
        document.put("kind", certificate.id().kind().label());
        document.put("serial", certificate.serialHex());
        document.put("issuedAt", text(certificate.issuedAt()));
        document.put("notAfter", text(certificate.notAfter()));
        document.put("revokedAt", text(certificate.revokedAt()));
        document.put("state", certificate.state(time.instant()).label());
        return document;
    }

    private void warnOfList(PkiDirectory.Overview overview) {
        Instant due = overview.listNextUpdate();
        if (overview.listBehind()) {
            out.println(
                    "WARNING: a revocation has not reached ca.crl; run 'braid-node pki crl' and copy it to the nodes");
        } else if (due != null && due.isBefore(time.instant().plus(SOON))) {
            out.println("WARNING: renew ca.crl with 'braid-node pki crl' and copy it to the nodes");
        }
    }

    private String state(IssuedCertificate certificate) {
        Instant now = time.instant();
        String state = certificate.state(now).label();
        boolean soon = certificate.state(now) == IssuedCertificate.State.VALID
                && certificate.notAfter().isBefore(now.plus(SOON));
        return soon ? state + ", renew soon" : state;
    }

    private void file(Path file, String purpose) {
        out.println("  " + file + "  (" + purpose + ")");
    }

    private static int nameWidth(List<IssuedCertificate> certificates) {
        return certificates.stream()
                .mapToInt(certificate -> certificate.id().name().length())
                .reduce("NAME".length(), Math::max);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every JDK has SHA-256, and the certificate was just decoded", e);
        }
    }
}
