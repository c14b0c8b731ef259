package dev.braid.control.identity;

import dev.braid.control.access.Audit;
import dev.braid.control.event.Event;
import dev.braid.control.event.Events;
import dev.braid.control.event.NewEvent;
import dev.braid.control.store.Outbox;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.node.identity.Authority;
import dev.braid.node.identity.PeerId;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What was issued to nodes, and what of it was taken back. */
@Repository
public class Certificates {
    /**
     * @param serial hexadecimal
     * @param reason why it was revoked
     */
    public record Certificate(
            String serial,
            String node,
            String kind,
            String issuer,
            Instant notBefore,
            Instant notAfter,
            Instant issuedAt,
            @Nullable Instant revokedAt,
            @Nullable String reason,
            long version) {
        public boolean isValid(Instant now) {
            return revokedAt == null && now.isBefore(notAfter);
        }
    }

    private final Store store;
    private final Installation installation;
    private final Audit audit;
    private final Events events;
    private final Clock clock;
    /** Asked for with every request of every node. */
    private volatile @Nullable Set<String> revoked;

    Certificates(Store store, Installation installation, Audit audit, Events events, Outbox outbox, Clock clock) {
        this.store = store;
        this.installation = installation;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        outbox.subscribe(change -> {
            if (change.topic().equals(Installation.TOPIC)) {
                revoked = null;
            }
        });
    }

    /** Vouches for a node for 30 days; PEM, its own certificate first. Part of the caller's change. */
    public String issue(PeerId node, PublicKey key, Revision revision) {
        Signer issuing = installation.issuing();
        X509Certificate certificate = issuing.authority().issue(node, key, Authority.NODE_VALIDITY);
        store.jdbc()
                .sql("INSERT INTO certificates (serial, node, kind, issuer, key_hash, not_before, not_after, issued_at,"
                        + " version) VALUES (:serial, :node, :kind, :issuer, :key, :from, :to, :now, :version)")
                .param("serial", serial(certificate))
                .param("node", node.name())
                .param("kind", node.kind().label())
                .param("issuer", issuing.name())
                .param("key", keyHash(key))
                .param("from", certificate.getNotBefore().toInstant().toEpochMilli())
                .param("to", certificate.getNotAfter().toInstant().toEpochMilli())
                .param("now", revision.at().toEpochMilli())
                .param("version", revision.number())
                .update();
        revision.touch("certificate", serial(certificate));
        return Signers.pem(certificate) + Signers.pem(issuing.authority().certificate());
    }

    /** From memory. */
    public boolean isRevoked(X509Certificate certificate) {
        Set<String> now = revoked;
        if (now == null) {
            now = new HashSet<>(store.jdbc()
                    .sql("SELECT serial FROM certificates WHERE revoked_at IS NOT NULL")
                    .query(String.class)
                    .list());
            revoked = now;
        }
        return !now.isEmpty() && now.contains(serial(certificate));
    }

    /** Whether a node of this name could still show one that counts. */
    public boolean hasValid(String node) {
        return ofNode(node).stream().anyMatch(c -> c.isValid(clock.instant()));
    }

    /** The one it has got last, when that was revoked. */
    public Optional<Certificate> lastRevoked(String node) {
        List<Certificate> all = ofNode(node);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()).filter(c -> c.revokedAt() != null);
    }

    public List<Certificate> ofNode(String node) {
        return store.jdbc()
                .sql("SELECT * FROM certificates WHERE node = :node ORDER BY issued_at, serial")
                .param("node", node)
                .query(Certificates::row)
                .list();
    }

    public Optional<Certificate> find(String serial) {
        return store.jdbc()
                .sql("SELECT * FROM certificates WHERE serial = :serial")
                .param("serial", serial)
                .query(Certificates::row)
                .optional();
    }

    /**
     * By serial, which is as good as any order.
     *
     * @param node null for everybody's
     */
    public List<Certificate> list(@Nullable String node, String after, int limit) {
        return store.jdbc()
                .sql("SELECT * FROM certificates WHERE serial > :after" + (node == null ? "" : " AND node = :node")
                        + " ORDER BY serial LIMIT :limit")
                .param("after", after)
                .param("node", node == null ? "" : node)
                .param("limit", limit)
                .query(Certificates::row)
                .list();
    }

    /** Takes one back; empty when there is none. Revoked once more it stays as it is. */
    public Optional<Certificate> revoke(String serial, String reason) {
        Optional<Certificate> now = store.change(revision -> {
            Optional<Certificate> found = find(serial);
            if (found.isEmpty() || found.get().revokedAt() != null) {
                revision.undo();
                return found;
            }
            revoke(found.get(), reason, revision);
            return find(serial);
        });
        revoked = null;
        return now;
    }

    /** Takes back all that a node has; part of the caller's change. */
    public void revokeAll(String node, String reason, Revision revision) {
        ofNode(node).stream().filter(c -> c.revokedAt() == null).forEach(c -> revoke(c, reason, revision));
    }

    private void revoke(Certificate certificate, String reason, Revision revision) {
        store.jdbc()
                .sql("UPDATE certificates SET revoked_at = :now, reason = :reason, version = :version"
                        + " WHERE serial = :serial")
                .param("now", revision.at().toEpochMilli())
                .param("reason", reason)
                .param("version", revision.number())
                .param("serial", certificate.serial())
                .update();
        installation.changed(revision);
        revision.touch("certificate", certificate.serial());
        audit.record(
                "revoke",
                "certificates/" + certificate.serial(),
                null,
                Map.of("node", certificate.node(), "reason", reason));
        events.publish(
                List.of(NewEvent.ofNode(
                        Event.Severity.WARNING,
                        "certificate-revoked",
                        certificate.node(),
                        "A certificate of node " + certificate.node() + " was revoked: " + reason + ".",
                        Map.of("serial", certificate.serial()))),
                revision);
    }

    /** Serials an authority has taken back and that have not run out, for its list. */
    List<Authority.Revoked> revokedBy(String issuer) {
        return store.jdbc()
                .sql("SELECT serial, revoked_at FROM certificates WHERE issuer = :issuer AND revoked_at IS NOT NULL"
                        + " AND not_after > :now ORDER BY serial")
                .param("issuer", issuer)
                .param("now", clock.instant().toEpochMilli())
                .query((row, index) -> new Authority.Revoked(
                        new BigInteger(row.getString("serial"), 16), Instant.ofEpochMilli(row.getLong("revoked_at"))))
                .list();
    }

    static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    /** What tells one key pair from another, without being the key. */
    public static String keyHash(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Certificate row(ResultSet row, int index) throws SQLException {
        long revokedAt = row.getLong("revoked_at");
        Instant revoked = row.wasNull() ? null : Instant.ofEpochMilli(revokedAt);
        return new Certificate(
                row.getString("serial"),
                row.getString("node"),
                row.getString("kind"),
                row.getString("issuer"),
                Instant.ofEpochMilli(row.getLong("not_before")),
                Instant.ofEpochMilli(row.getLong("not_after")),
                Instant.ofEpochMilli(row.getLong("issued_at")),
                revoked,
                row.getString("reason"),
                row.getLong("version"));
    }
}
