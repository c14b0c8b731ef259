package dev.braid.node.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pki directory's memory: every certificate it issued, in order, and the number of its last revocation list. On disk one
 * line each, fit for grep:
 *
 * <pre>
 * braid-pki 1 list 4
 * 5f0c... edge home 2026-11-23T01:00:00Z 2026-12-23T01:00:00Z -
 * 91a2... hub paris 2026-11-23T01:00:00Z 2026-12-23T01:00:00Z 2026-11-25T08:30:00Z
 * </pre>
 *
 * The last column is when it was revoked.
 */
record PkiIndex(long listNumber, List<IssuedCertificate> certificates) {
    private static final String HEADER = "braid-pki 1 list ";
    private static final String ABSENT = "-";
    private static final int COLUMNS = 6;

    PkiIndex {
        certificates = List.copyOf(certificates);
    }

    static PkiIndex parse(byte[] file) throws PemException {
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(HEADER)) {
            throw new PemException("does not begin with '" + HEADER + "N'");
        }
        List<IssuedCertificate> certificates = new ArrayList<>();
        int number = 1;
        try {
            long list = Long.parseLong(lines.getFirst().substring(HEADER.length()));
            for (String line : lines.subList(1, lines.size())) {
                number++;
                certificates.add(certificate(line));
            }
            return new PkiIndex(list, certificates);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new PemException("is damaged at line " + number, e);
        }
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(HEADER).append(listNumber).append('\n');
        certificates.forEach(certificate -> text.append(line(certificate)).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    PkiIndex with(IssuedCertificate issued) {
        return new PkiIndex(
                listNumber,
                Stream.concat(certificates.stream(), Stream.of(issued)).toList());
    }

    PkiIndex revoking(Predicate<IssuedCertificate> which, Instant at) {
        return new PkiIndex(
                listNumber,
                certificates.stream()
                        .map(certificate -> which.test(certificate) ? certificate.revoked(at) : certificate)
                        .toList());
    }

    PkiIndex withNextListNumber() {
        return new PkiIndex(listNumber + 1, certificates);
    }

    boolean isRevoked(BigInteger serial) {
        return certificates.stream()
                .anyMatch(certificate -> certificate.serial().equals(serial) && certificate.revokedAt() != null);
    }

    List<Authority.Revoked> revoked() {
        List<Authority.Revoked> revoked = new ArrayList<>();
        for (IssuedCertificate certificate : certificates) {
            Instant at = certificate.revokedAt();
            if (at != null) {
                revoked.add(new Authority.Revoked(certificate.serial(), at));
            }
        }
        return revoked;
    }

    List<IssuedCertificate> named(String name) {
        return certificates.stream()
                .filter(certificate -> certificate.id().name().equals(name))
                .toList();
    }

    private static IssuedCertificate certificate(String line) {
        String[] columns = line.split(" ", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(columns.length + " columns");
        }
        return new IssuedCertificate(
                new BigInteger(columns[0], 16),
                new PeerId(PeerId.kindOf(columns[1]), columns[2]),
                Instant.parse(columns[3]),
                Instant.parse(columns[4]),
                columns[5].equals(ABSENT) ? null : Instant.parse(columns[5]));
    }

    private static String line(IssuedCertificate certificate) {
        return String.join(
                " ",
                certificate.serialHex(),
                certificate.id().kind().label(),
                certificate.id().name(),
                certificate.issuedAt().toString(),
                certificate.notAfter().toString(),
                orAbsent(certificate.revokedAt()));
    }

    private static String orAbsent(@Nullable Instant instant) {
        return instant == null ? ABSENT : instant.toString();
    }
}
