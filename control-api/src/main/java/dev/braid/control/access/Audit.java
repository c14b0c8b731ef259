package dev.braid.control.access;

import dev.braid.control.store.Search;
import dev.braid.control.store.Store;
import dev.braid.control.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Every change: who, what, before, after. Written in the change's own transaction, so neither is ever without the other. */
@Repository
public class Audit {
    private final Store store;
    private final Json json;

    Audit(Store store, Json json) {
        this.store = store;
        this.json = json;
    }

    /**
     * By whoever's request this thread works on, else by the system.
     *
     * @param action a verb: {@code create}, {@code replace}, {@code delete}, {@code revoke}
     * @param resource its path under /api/v1, {@code nodes/home}
     * @param before free of secrets, as {@code after}; null when there was nothing
     */
    public void record(String action, String resource, @Nullable Object before, @Nullable Object after) {
        record(Actor.current().orElseGet(Actor::system), action, resource, before, after);
    }

    public void record(Actor actor, String action, String resource, @Nullable Object before, @Nullable Object after) {
        store.jdbc()
                .sql(
                        "INSERT INTO audit (id, at, actor_kind, actor, address, action, resource, before_value, after_value,"
                                + " request_id) VALUES (:id, :at, :kind, :actor, :address, :action, :resource, :before, :after,"
                                + " :request)")
                .param("id", store.next("audit", 1))
                .param("at", store.now().toEpochMilli())
                .param("kind", actor.kind().name().toLowerCase(Locale.ROOT))
                .param("actor", actor.name())
                .param("address", actor.address())
                .param("action", action)
                .param("resource", resource)
                .param("before", before == null ? null : json.write(before))
                .param("after", after == null ? null : json.write(after))
                .param("request", actor.requestId())
                .update();
    }

    /** Newest first, those before {@code beforeId} and {@code to} with all the words somewhere in them. */
    List<AuditEntry> list(long beforeId, @Nullable Instant to, @Nullable String words, int limit) {
        Search search = Search.of(words);
        return store.jdbc()
                .sql("SELECT * FROM audit WHERE id < :before AND at < :to"
                        + search.and("actor", "action", "resource", "address", "request_id")
                        + " ORDER BY id DESC LIMIT :limit")
                .param("before", beforeId)
                .param("to", to == null ? Long.MAX_VALUE : to.toEpochMilli())
                .params(search.params())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** The newest change of what bears this name, or of an uplink below it. */
    public Optional<AuditEntry> lastChange(String resource) {
        return store.jdbc()
                .sql("SELECT * FROM audit WHERE (resource = :resource OR resource LIKE :below)"
                        + " AND action IN ('create', 'replace', 'delete', 'enable', 'disable')"
                        + " ORDER BY id DESC LIMIT 1")
                .param("resource", resource)
                .param("below", resource + "/uplinks/%")
                .query(this::row)
                .optional();
    }

    private AuditEntry row(ResultSet row, int index) throws SQLException {
        String before = row.getString("before_value");
        String after = row.getString("after_value");
        return new AuditEntry(
                row.getLong("id"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("actor_kind"),
                row.getString("actor"),
                row.getString("address"),
                row.getString("action"),
                row.getString("resource"),
                before == null ? null : json.parse(before),
                after == null ? null : json.parse(after),
                row.getString("request_id"));
    }
}
