package dev.braid.control.identity;

import dev.braid.control.identity.Signer.Role;
import dev.braid.control.identity.Signer.State;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.node.identity.Authority;
import dev.braid.node.identity.Keys;
import dev.braid.node.identity.Pem;
import dev.braid.node.identity.PemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** Our authorities in the store, their keys sealed. */
@Repository
class Signers {
    private final Store store;
    private final KeyFile keys;
    private final Clock clock;

    Signers(Store store, KeyFile keys, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    long count() {
        return store.jdbc()
                .sql("SELECT count(*) FROM authorities")
                .query(Long.class)
                .single();
    }

    /** Root first, then the issuing ones from old to new. Decrypts all keys. */
    List<Signer> list() {
        return store.jdbc()
                .sql("SELECT * FROM authorities ORDER BY CASE role WHEN 'ROOT' THEN 0 ELSE 1 END, created_at, name")
                .query(this::row)
                .list();
    }

    void insert(Signer signer, Revision revision) {
        X509Certificate certificate = signer.authority().certificate();
        store.jdbc()
                .sql("INSERT INTO authorities (name, role, state, certificate, sealed_key, not_after, created_at)"
                        + " VALUES (:name, :role, :state, :certificate, :key, :end, :now)")
                .param("name", signer.name())
                .param("role", signer.role().name())
                .param("state", signer.state().name())
                .param("certificate", pem(certificate))
                .param(
                        "key",
                        keys.seal(
                                purpose(signer.name()),
                                Keys.encode(signer.authority().key())))
                .param("end", certificate.getNotAfter().toInstant().toEpochMilli())
                .param("now", revision.at().toEpochMilli())
                .update();
    }

    /**
     * Seals anew, by our key file, what a backup has brought.
     *
     * @param keyFile the text of the file it was sealed with
     */
    void reseal(String keyFile) throws GeneralSecurityException {
        Map<String, String> sealed = new HashMap<>();
        store.jdbc().sql("SELECT name, sealed_key FROM authorities").query(row -> {
            sealed.put(row.getString(1), row.getString(2));
        });
        for (Map.Entry<String, String> of : sealed.entrySet()) {
            store.jdbc()
                    .sql("UPDATE authorities SET sealed_key = :key WHERE name = :name")
                    .param("key", keys.resealed(keyFile, purpose(of.getKey()), of.getValue()))
                    .param("name", of.getKey())
                    .update();
        }
    }

    void retireIssuing() {
        store.jdbc()
                .sql("UPDATE authorities SET state = :retired WHERE role = :issuing")
                .param("retired", State.RETIRED.name())
                .param("issuing", Role.ISSUING.name())
                .update();
    }

    static String pem(X509Certificate certificate) {
        try {
            return new String(Pem.encode(certificate), StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate has its encoding", e);
        }
    }

    private Signer row(ResultSet row, int index) throws SQLException {
        String name = row.getString("name");
        try {
            X509Certificate certificate = Pem.certificates(
                            row.getString("certificate").getBytes(StandardCharsets.US_ASCII))
                    .getFirst();
            PrivateKey key = Keys.parse(keys.unseal(purpose(name), row.getString("sealed_key")));
            return new Signer(
                    name,
                    Role.valueOf(row.getString("role")),
                    State.valueOf(row.getString("state")),
                    Authority.of(certificate, key, clock));
        } catch (PemException | IllegalArgumentException e) {
            throw new IllegalStateException("the authority '" + name + "' in the store is damaged", e);
        }
    }

    private static String purpose(String name) {
        return "braid authority " + name;
    }
}
