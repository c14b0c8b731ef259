package dev.braid.control.enrolment;

import dev.braid.control.node.Kind;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Keys in the store, who came with them, and who was sent away. */
@Repository
class EnrolmentKeys {
    private static final int REFUSALS_KEPT = 20;

    /**
     * As stored.
     *
     * @param id what the key's text shows of it
     * @param secretHash of what it hides
     */
    record Stored(
            String name,
            String id,
            String secretHash,
            @Nullable Instant revokedAt,
            Versioned<EnrolmentKey> key) {
        @Override
        public String toString() {
            return "Stored[" + name + "]";
        }
    }

    record Use(String node, Instant at) {}

    record Refusal(Instant at, String code, String detail, String address) {}

    private final Store store;

    EnrolmentKeys(Store store) {
        this.store = store;
    }

    /** Revoked ones are no more than a memory. */
    Optional<Stored> find(String name) {
        return store.jdbc()
                .sql("SELECT * FROM enrolment_keys WHERE name = :name AND revoked_at IS NULL")
                .param("name", name)
                .query(EnrolmentKeys::row)
                .optional();
    }

    /** Revoked ones too. */
    Optional<Stored> findById(String id) {
        return store.jdbc()
                .sql("SELECT * FROM enrolment_keys WHERE id = :id")
                .param("id", id)
                .query(EnrolmentKeys::row)
                .optional();
    }

    List<Stored> list(String after, int limit) {
        return store.jdbc()
                .sql(
                        "SELECT * FROM enrolment_keys WHERE name > :after AND revoked_at IS NULL ORDER BY name LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(EnrolmentKeys::row)
                .list();
    }

    void insert(String name, String id, String secretHash, EnrolmentKey key, Revision revision) {
        store.jdbc()
                .sql("DELETE FROM enrolment_keys WHERE name = :name AND revoked_at IS NOT NULL")
                .param("name", name)
                .update();
        store.jdbc()
                .sql(
                        "INSERT INTO enrolment_keys (name, id, secret_hash, node, kind, uses, expires_at, version, created_at)"
                                + " VALUES (:name, :id, :hash, :node, :kind, :uses, :expires, :version, :now)")
                .param("name", name)
                .param("id", id)
                .param("hash", secretHash)
                .param("node", key.nodeName())
                .param("kind", key.kind().name())
                .param("uses", key.uses())
                .param("expires", key.expiresAt().toEpochMilli())
                .param("version", revision.number())
                .param("now", revision.at().toEpochMilli())
                .update();
    }

    void replace(String name, EnrolmentKey key, Revision revision) {
        store.jdbc()
                .sql("UPDATE enrolment_keys SET node = :node, kind = :kind, uses = :uses, expires_at = :expires,"
                        + " version = :version WHERE name = :name")
                .param("node", key.nodeName())
                .param("kind", key.kind().name())
                .param("uses", key.uses())
                .param("expires", key.expiresAt().toEpochMilli())
                .param("version", revision.number())
                .param("name", name)
                .update();
    }

    void revoke(String name, Revision revision) {
        store.jdbc()
                .sql("UPDATE enrolment_keys SET revoked_at = :now, version = :version WHERE name = :name")
                .param("now", revision.at().toEpochMilli())
                .param("version", revision.number())
                .param("name", name)
                .update();
    }

    List<Use> uses(String name) {
        return store.jdbc()
                .sql("SELECT node, at FROM enrolments WHERE key_name = :name ORDER BY at, node")
                .param("name", name)
                .query((row, index) -> new Use(row.getString("node"), Instant.ofEpochMilli(row.getLong("at"))))
                .list();
    }

    /** The node that this key pair became with this key. */
    Optional<String> nodeOf(String name, String keyHash) {
        return store.jdbc()
                .sql("SELECT node FROM enrolments WHERE key_name = :name AND key_hash = :hash")
                .param("name", name)
                .param("hash", keyHash)
                .query(String.class)
                .optional();
    }

    void used(String name, String keyHash, String node, Revision revision) {
        store.jdbc()
                .sql("INSERT INTO enrolments (key_name, key_hash, node, at) VALUES (:name, :hash, :node, :now)"
                        + " ON CONFLICT (key_name, key_hash) DO NOTHING")
                .param("name", name)
                .param("hash", keyHash)
                .param("node", node)
                .param("now", revision.at().toEpochMilli())
                .update();
    }

    /** Newest first. */
    List<Refusal> refusals(String name) {
        return store.jdbc()
                .sql("SELECT * FROM enrolment_refusals WHERE key_name = :name ORDER BY at DESC, code")
                .param("name", name)
                .query((row, index) -> new Refusal(
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("code"),
                        row.getString("detail"),
                        row.getString("address")))
                .list();
    }

    void refused(String name, String code, String detail, String address) {
        store.write(() -> {
            long now = store.now().toEpochMilli();
            store.jdbc()
                    .sql(
                            "INSERT INTO enrolment_refusals (key_name, at, code, detail, address)"
                                    + " VALUES (:name, :now, :code, :detail, :address) ON CONFLICT (key_name, at, code) DO NOTHING")
                    .param("name", name)
                    .param("now", now)
                    .param("code", code)
                    .param("detail", detail)
                    .param("address", address)
                    .update();
            return store.jdbc()
                    .sql(
                            "DELETE FROM enrolment_refusals WHERE key_name = :name AND at < (SELECT min(at) FROM (SELECT at"
                                    + " FROM enrolment_refusals WHERE key_name = :name ORDER BY at DESC LIMIT :kept) AS newest)")
                    .param("name", name)
                    .param("kept", REFUSALS_KEPT)
                    .update();
        });
    }

    private static Stored row(ResultSet row, int index) throws SQLException {
        long revokedAt = row.getLong("revoked_at");
        Instant revoked = row.wasNull() ? null : Instant.ofEpochMilli(revokedAt);
        Instant created = Instant.ofEpochMilli(row.getLong("created_at"));
        EnrolmentKey key = new EnrolmentKey(
                row.getString("node"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getInt("uses"),
                Instant.ofEpochMilli(row.getLong("expires_at")));
        return new Stored(
                row.getString("name"),
                row.getString("id"),
                row.getString("secret_hash"),
                revoked,
                new Versioned<>(key, row.getLong("version"), created, created));
    }
}
