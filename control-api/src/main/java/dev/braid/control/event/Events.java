package dev.braid.control.event;

import dev.braid.control.store.Revision;
import dev.braid.control.store.Search;
import dev.braid.control.store.Store;
import dev.braid.control.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The list of events in the store. */
@Repository
public class Events {
    /** The topic in the outbox; the name is the newest event's number. */
    public static final String TOPIC = "event";

    private static final long MOST = 200_000;

    private final Store store;
    private final Json json;

    Events(Store store, Json json) {
        this.store = store;
        this.json = json;
    }

    /** In a change of their own. */
    public void publish(List<NewEvent> events) {
        if (!events.isEmpty()) {
            store.change(revision -> {
                publish(events, revision);
                return null;
            });
        }
    }

    /** Together with what caused them. */
    public void publish(List<NewEvent> events, Revision revision) {
        long last = store.next("event", events.size());
        long id = last - events.size();
        for (NewEvent event : events) {
            id++;
            insert(id, event, revision);
        }
        revision.touch(TOPIC, Long.toString(last));
    }

    /**
     * Which events.
     *
     * @param least of this severity, or worse
     * @param to those before; null means all
     * @param words all of them are somewhere in the event
     */
    public record Filter(
            @Nullable String node,
            Event.Severity least,
            @Nullable Instant to,
            @Nullable String words) {
        public static final Filter NONE = new Filter(null, Event.Severity.INFO, null, null);
    }

    /** Newest first, those before {@code beforeId}. */
    public List<Event> before(long beforeId, Filter filter, int limit) {
        Search search = Search.of(filter.words());
        return store.jdbc()
                .sql("SELECT * FROM events WHERE id < :before AND at < :to AND severity IN (:severities)"
                        + (filter.node() == null ? "" : " AND node = :node")
                        + search.and("message", "kind", "node", "path")
                        + " ORDER BY id DESC LIMIT :limit")
                .param("before", beforeId)
                .param("to", filter.to() == null ? Long.MAX_VALUE : filter.to().toEpochMilli())
                .param(
                        "severities",
                        EnumSet.range(filter.least(), Event.Severity.ERROR).stream()
                                .map(Event.Severity::name)
                                .toList())
                .param("node", filter.node() == null ? "" : filter.node())
                .params(search.params())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** Oldest first, those after {@code afterId}. */
    public List<Event> after(long afterId, int limit) {
        return store.jdbc()
                .sql("SELECT * FROM events WHERE id > :after ORDER BY id LIMIT :limit")
                .param("after", afterId)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    public long newest() {
        return store.jdbc()
                .sql("SELECT value FROM counters WHERE name = 'event'")
                .query(Long.class)
                .single();
    }

    /** Keeps the newest 200,000 of the time since {@code oldest}. */
    public void prune(Instant oldest) {
        store.write(() -> store.jdbc()
                .sql("DELETE FROM events WHERE at < :oldest"
                        + " OR id <= (SELECT value FROM counters WHERE name = 'event') - :most")
                .param("oldest", oldest.toEpochMilli())
                .param("most", MOST)
                .update());
    }

    private void insert(long id, NewEvent event, Revision revision) {
        Instant at = event.at() == null ? revision.at() : event.at();
        store.jdbc()
                .sql("INSERT INTO events (id, at, severity, kind, node, tunnel, path, message, details)"
                        + " VALUES (:id, :at, :severity, :kind, :node, :tunnel, :path, :message, :details)")
                .param("id", id)
                .param("at", at.toEpochMilli())
                .param("severity", event.severity().name())
                .param("kind", event.kind())
                .param("node", event.node())
                .param("tunnel", event.tunnel())
                .param("path", event.path())
                .param("message", event.message())
                .param("details", json.write(event.details()))
                .update();
    }

    @SuppressWarnings("unchecked") // The column holds what insert() wrote: an object.
    private Event row(ResultSet row, int index) throws SQLException {
        return new Event(
                row.getLong("id"),
                Instant.ofEpochMilli(row.getLong("at")),
                Event.Severity.valueOf(row.getString("severity")),
                row.getString("kind"),
                row.getString("node"),
                row.getString("tunnel"),
                row.getString("path"),
                row.getString("message"),
                (Map<String, Object>) json.read(row.getString("details"), Map.class));
    }
}
