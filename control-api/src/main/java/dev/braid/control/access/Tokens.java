package dev.braid.control.access;

import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** API tokens: found by the hash of their secret. */
@Repository
class Tokens {
    /** So that a leaked one is recognised by scanners. */
    static final String PREFIX = "braid_pat_";

    private static final String COLUMNS = "name, user_name, scopes, expires_at, created_at, last_used_at, version";
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final Store store;

    Tokens(Store store) {
        this.store = store;
    }

    Optional<Versioned<Token>> find(String name) {
        return store.jdbc()
                .sql("SELECT " + COLUMNS + " FROM tokens WHERE name = :name")
                .param("name", name)
                .query(Tokens::row)
                .optional();
    }

    /** @param user whose, or null for everybody's */
    List<Versioned<Token>> list(@Nullable String user, String after, int limit) {
        return store.jdbc()
                .sql("SELECT " + COLUMNS + " FROM tokens WHERE name > :after"
                        + (user == null ? "" : " AND user_name = :user") + " ORDER BY name LIMIT :limit")
                .param("after", after)
                .param("user", user == null ? "" : user)
                .param("limit", limit)
                .query(Tokens::row)
                .list();
    }

    Optional<Token> use(String secret) {
        Instant now = store.now();
        Optional<Token> found = store.jdbc()
                .sql("SELECT " + COLUMNS + " FROM tokens WHERE secret_hash = :hash AND expires_at > :now")
                .param("hash", Secrets.hash(secret))
                .param("now", now.toEpochMilli())
                .query(Tokens::row)
                .optional()
                .map(Versioned::value);
        found.filter(token -> token.lastUsedAt() == null || token.lastUsedAt().isBefore(now.minus(PRECISION)))
                .ifPresent(token -> store.later(() -> used(token.name(), now)));
        return found;
    }

    void insert(Token token, String secret, Revision revision) {
        store.jdbc()
                .sql("INSERT INTO tokens (name, user_name, secret_hash, scopes, expires_at, created_at, version)"
                        + " VALUES (:name, :user, :hash, :scopes, :expires, :now, :version)")
                .param("name", token.name())
                .param("user", token.user())
                .param("hash", Secrets.hash(secret))
                .param("scopes", text(token.scopes()))
                .param("expires", token.expiresAt().toEpochMilli())
                .param("now", revision.at().toEpochMilli())
                .param("version", revision.number())
                .update();
    }

    void replace(Token token, Revision revision) {
        store.jdbc()
                .sql("UPDATE tokens SET scopes = :scopes, expires_at = :expires, version = :version WHERE name = :name")
                .param("name", token.name())
                .param("scopes", text(token.scopes()))
                .param("expires", token.expiresAt().toEpochMilli())
                .param("version", revision.number())
                .update();
    }

    void delete(String name) {
        store.jdbc()
                .sql("DELETE FROM tokens WHERE name = :name")
                .param("name", name)
                .update();
    }

    private void used(String name, Instant now) {
        store.write(() -> store.jdbc()
                .sql("UPDATE tokens SET last_used_at = :now WHERE name = :name")
                .param("now", now.toEpochMilli())
                .param("name", name)
                .update());
    }

    private static String text(Set<Scope> scopes) {
        return scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
    }

    /** Scopes of a newer version are none that this one could grant. */
    private static Set<Scope> scopes(String text) {
        Set<String> words = Set.copyOf(Arrays.asList(text.split(" ")));
        Set<Scope> scopes = EnumSet.allOf(Scope.class);
        scopes.removeIf(scope -> !words.contains(scope.text()));
        return scopes;
    }

    private static Versioned<Token> row(ResultSet row, int index) throws SQLException {
        Instant created = Instant.ofEpochMilli(row.getLong("created_at"));
        long used = row.getLong("last_used_at");
        Instant lastUsed = row.wasNull() ? null : Instant.ofEpochMilli(used);
        Token token = new Token(
                row.getString("name"),
                row.getString("user_name"),
                scopes(row.getString("scopes")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                lastUsed);
        return new Versioned<>(token, row.getLong("version"), created, created);
    }
}
