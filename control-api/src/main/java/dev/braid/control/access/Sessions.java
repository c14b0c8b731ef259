package dev.braid.control.access;

import dev.braid.control.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Browser sessions, in the store, so that every instance knows them. Only the hash of a cookie is kept. */
@Repository
class Sessions {
    private static final Duration IDLE = Duration.ofHours(12);
    private static final Duration LONGEST = Duration.ofDays(7);
    /** A time of last use that is a minute old is not worth a write. */
    private static final Duration PRECISION = Duration.ofMinutes(1);

    /** @param secret the cookie's value */
    record Opened(String secret, Instant expiresAt) {}

    record Session(String userName, long usedAt, long expiresAt) {
        Instant expires() {
            return Instant.ofEpochMilli(expiresAt);
        }
    }

    private final Store store;

    Sessions(Store store) {
        this.store = store;
    }

    Opened open(String user, String address) {
        Instant now = store.now();
        Opened opened = new Opened(Secrets.make(), now.plus(LONGEST));
        store.write(() -> {
            store.jdbc()
                    .sql("DELETE FROM sessions WHERE expires_at < :now OR used_at < :idle")
                    .param("now", now.toEpochMilli())
                    .param("idle", now.minus(IDLE).toEpochMilli())
                    .update();
            return store.jdbc()
                    .sql("INSERT INTO sessions (secret_hash, user_name, address, created_at, used_at, expires_at)"
                            + " VALUES (:hash, :user, :address, :now, :now, :expires)")
                    .param("hash", Secrets.hash(opened.secret()))
                    .param("user", user)
                    .param("address", address)
                    .param("now", now.toEpochMilli())
                    .param("expires", opened.expiresAt().toEpochMilli())
                    .update();
        });
        return opened;
    }

    Optional<Session> find(String secret) {
        Instant now = store.now();
        String hash = Secrets.hash(secret);
        Optional<Session> found = store.jdbc()
                .sql("SELECT user_name, used_at, expires_at FROM sessions"
                        + " WHERE secret_hash = :hash AND expires_at > :now AND used_at > :idle")
                .param("hash", hash)
                .param("now", now.toEpochMilli())
                .param("idle", now.minus(IDLE).toEpochMilli())
                .query(Session.class)
                .optional();
        found.filter(session -> session.usedAt() < now.minus(PRECISION).toEpochMilli())
                .ifPresent(session -> store.later(() -> used(hash, now)));
        return found;
    }

    void close(String secret) {
        store.write(() -> store.jdbc()
                .sql("DELETE FROM sessions WHERE secret_hash = :hash")
                .param("hash", Secrets.hash(secret))
                .update());
    }

    void closeAllOf(String user) {
        store.jdbc()
                .sql("DELETE FROM sessions WHERE user_name = :user")
                .param("user", user)
                .update();
    }

    private void used(String hash, Instant now) {
        store.write(() -> store.jdbc()
                .sql("UPDATE sessions SET used_at = :now WHERE secret_hash = :hash")
                .param("now", now.toEpochMilli())
                .param("hash", hash)
                .update());
    }
}
