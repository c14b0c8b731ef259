package dev.braid.control.access;

import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** The people, and the hashes of their passwords. */
@Repository
class Users {
    private static final String COLUMNS = "name, display_name, role, disabled, version, created_at, updated_at";

    private final Store store;

    Users(Store store) {
        this.store = store;
    }

    boolean isEmpty() {
        return store.jdbc().sql("SELECT count(*) FROM users").query(Long.class).single() == 0;
    }

    Optional<Versioned<User>> find(String name) {
        return store.jdbc()
                .sql("SELECT " + COLUMNS + " FROM users WHERE name = :name")
                .param("name", name)
                .query(Users::row)
                .optional();
    }

    List<Versioned<User>> list(String after, int limit) {
        return store.jdbc()
                .sql("SELECT " + COLUMNS + " FROM users WHERE name > :after ORDER BY name LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(Users::row)
                .list();
    }

    Optional<String> passwordHash(String name) {
        return store.jdbc()
                .sql("SELECT password_hash FROM users WHERE name = :name AND disabled = 0")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    long enabledAdministratorsBut(String name) {
        return store.jdbc()
                .sql("SELECT count(*) FROM users WHERE role = :role AND disabled = 0 AND name <> :name")
                .param("role", Role.ADMINISTRATOR.text())
                .param("name", name)
                .query(Long.class)
                .single();
    }

    void insert(User user, String passwordHash, Revision revision) {
        store.jdbc()
                .sql(
                        "INSERT INTO users (name, display_name, role, disabled, password_hash, version, created_at, updated_at)"
                                + " VALUES (:name, :displayName, :role, :disabled, :hash, :version, :now, :now)")
                .param("name", user.name())
                .param("displayName", user.displayName())
                .param("role", user.role().text())
                .param("disabled", user.disabled() ? 1 : 0)
                .param("hash", passwordHash)
                .param("version", revision.number())
                .param("now", revision.at().toEpochMilli())
                .update();
    }

    void replace(User user, Revision revision) {
        store.jdbc()
                .sql("UPDATE users SET display_name = :displayName, role = :role, disabled = :disabled,"
                        + " version = :version, updated_at = :now WHERE name = :name")
                .param("name", user.name())
                .param("displayName", user.displayName())
                .param("role", user.role().text())
                .param("disabled", user.disabled() ? 1 : 0)
                .param("version", revision.number())
                .param("now", revision.at().toEpochMilli())
                .update();
    }

    void setPassword(String name, String passwordHash, Revision revision) {
        store.jdbc()
                .sql("UPDATE users SET password_hash = :hash, version = :version, updated_at = :now WHERE name = :name")
                .param("name", name)
                .param("hash", passwordHash)
                .param("version", revision.number())
                .param("now", revision.at().toEpochMilli())
                .update();
    }

    void delete(String name) {
        store.jdbc()
                .sql("DELETE FROM users WHERE name = :name")
                .param("name", name)
                .update();
    }

    private static Versioned<User> row(ResultSet row, int index) throws SQLException {
        User user = new User(
                row.getString("name"),
                row.getString("display_name"),
                Role.ofText(row.getString("role")),
                row.getInt("disabled") != 0);
        return new Versioned<>(
                user,
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
