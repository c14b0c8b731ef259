package dev.braid.control.node;

import dev.braid.control.access.Audit;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** What nodes are asked to do once, and what came of it. A command that its node has not fetched in time fails. */
@Repository
public class Commands {
    /** The topic in the outbox; names are the nodes'. */
    public static final String TOPIC = "command";

    private static final Duration FETCH_WITHIN = Duration.ofMinutes(2);
    private static final Duration FINISH_WITHIN = Duration.ofMinutes(15);

    /** Results of each node that are kept; a speed test's is a kilobyte. */
    private static final int MOST = 100;

    /** Where it is. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * @param parameters as the kind wants them
     * @param result as the node gave it
     */
    public record Command(
            String id,
            String node,
            String kind,
            JsonNode parameters,
            State state,
            @Nullable String reason,
            @Nullable JsonNode result,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    private static final String FINISHED = "diagnostic";

    private final Store store;
    private final Audit audit;
    private final Bell finished = new Bell();
    private final Json json;
    /** Nodes with commands that this instance knows to be waiting: every report asks. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    Commands(Store store, Audit audit, Json json, dev.braid.control.store.Outbox outbox) {
        this.store = store;
        this.audit = audit;
        this.json = json;
        outbox.subscribe(change -> {
            if (change.topic().equals(TOPIC)) {
                waiting.add(change.name());
            } else if (change.topic().equals(FINISHED)) {
                finished.ring();
            }
        });
    }

    /**
     * Part of the caller's change.
     *
     * @return its id
     */
    public String add(String node, String kind, Object parameters, Revision revision) {
        String id = UUID.randomUUID().toString();
        store.jdbc()
                .sql("INSERT INTO node_commands (id, node, kind, parameters, state, created_at)"
                        + " VALUES (:id, :node, :kind, :parameters, :state, :now)")
                .param("id", id)
                .param("node", node)
                .param("kind", kind)
                .param("parameters", json.write(parameters))
                .param("state", State.QUEUED.name())
                .param("now", revision.at().toEpochMilli())
                .update();
        prune(node);
        revision.touch(TOPIC, node);
        waiting.add(node);
        return id;
    }

    /** What goes on is never pruned: it ends by itself. */
    private void prune(String node) {
        store.jdbc()
                .sql("DELETE FROM node_commands WHERE node = :node AND finished_at IS NOT NULL AND id NOT IN"
                        + " (SELECT id FROM node_commands WHERE node = :node ORDER BY created_at DESC, id LIMIT :most)")
                .param("node", node)
                .param("most", MOST)
                .update();
    }

    /**
     * Asks a node and waits for what it says, on the caller's (virtual) thread. Who asked is in the audit log; the answer is not kept.
     *
     * @return empty when it does not answer in time
     */
    public Optional<Command> ask(String node, String kind, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String id = store.change(revision -> {
            audit.record("ask", "nodes/" + node + "/" + kind, null, null);
            return add(node, kind, Map.of(), revision);
        });
        try {
            while (true) {
                long rung = finished.rung();
                Optional<Command> done =
                        find(id).filter(now -> now.state() == State.DONE || now.state() == State.FAILED);
                if (done.isPresent() || !finished.awaitAfter(rung, deadline)) {
                    return done;
                }
            }
        } finally {
            store.write(() -> store.jdbc()
                    .sql("DELETE FROM node_commands WHERE id = :id")
                    .param("id", id)
                    .update());
        }
    }

    /** What was asked for before this start. The outbox tells of the rest by now. */
    @EventListener
    void started(ApplicationReadyEvent ready) {
        waiting.addAll(store.jdbc()
                .sql("SELECT DISTINCT node FROM node_commands WHERE state = :queued")
                .param("queued", State.QUEUED.name())
                .query(String.class)
                .list());
    }

    /** Hands out what waits for a node; from now on it runs. A command is handed out once. Asks the store only when there is something. */
    public List<Command> take(String node) {
        if (!waiting.remove(node)) {
            return List.of();
        }
        boolean taken = false;
        try {
            List<Command> commands = store.write(() -> store.jdbc()
                    .sql("UPDATE node_commands SET state = :running, started_at = :now"
                            + " WHERE node = :node AND state = :queued RETURNING *")
                    .param("running", State.RUNNING.name())
                    .param("queued", State.QUEUED.name())
                    .param("node", node)
                    .param("now", store.now().toEpochMilli())
                    .query(this::row)
                    .list());
            taken = true;
            return commands;
        } finally {
            if (!taken) {
                waiting.add(node);
            }
        }
    }

    /**
     * Keeps what came of it.
     *
     * @param error null when it succeeded
     * @return false when this node runs no such command
     */
    public boolean finish(String node, String id, @Nullable JsonNode result, @Nullable String error) {
        return store.change(revision -> {
            int changed = store.jdbc()
                    .sql("UPDATE node_commands SET state = :state, result = :result, reason = :reason,"
                            + " finished_at = :now WHERE id = :id AND node = :node AND state = :running")
                    .param("state", (error == null ? State.DONE : State.FAILED).name())
                    .param("result", result == null ? null : result.toString())
                    .param("reason", error)
                    .param("now", revision.at().toEpochMilli())
                    .param("id", id)
                    .param("node", node)
                    .param("running", State.RUNNING.name())
                    .update();
            if (changed == 0) {
                revision.undo();
            }
            revision.touch(FINISHED, id);
            return changed > 0;
        });
    }

    public Optional<Command> find(String id) {
        expire();
        return store.jdbc()
                .sql("SELECT * FROM node_commands WHERE id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    /**
     * Newest first.
     *
     * @param before of the last one seen, by its time and id
     */
    public List<Command> list(String kind, Instant before, int limit) {
        expire();
        return store.jdbc()
                .sql("SELECT * FROM node_commands WHERE kind = :kind AND created_at < :before"
                        + " ORDER BY created_at DESC, id LIMIT :limit")
                .param("kind", kind)
                .param("before", before.toEpochMilli())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    private void expire() {
        expire(State.QUEUED, "created_at", FETCH_WITHIN, "The node did not fetch it in time; is it online?");
        expire(State.RUNNING, "started_at", FINISH_WITHIN, "The node never said what came of it.");
    }

    private void expire(State state, String since, Duration limit, String reason) {
        long oldest = store.now().minus(limit).toEpochMilli();
        long late = store.jdbc()
                .sql("SELECT count(*) FROM node_commands WHERE state = :state AND " + since + " < :oldest")
                .param("state", state.name())
                .param("oldest", oldest)
                .query(Long.class)
                .single();
        if (late > 0) {
            store.write(() -> store.jdbc()
                    .sql("UPDATE node_commands SET state = 'FAILED', reason = :reason, finished_at = :now"
                            + " WHERE state = :state AND " + since + " < :oldest")
                    .param("reason", reason)
                    .param("now", store.now().toEpochMilli())
                    .param("state", state.name())
                    .param("oldest", oldest)
                    .update());
        }
    }

    private Command row(ResultSet row, int index) throws SQLException {
        String result = row.getString("result");
        return new Command(
                row.getString("id"),
                row.getString("node"),
                row.getString("kind"),
                json.parse(row.getString("parameters")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                result == null ? null : json.parse(result),
                Instant.ofEpochMilli(row.getLong("created_at")),
                time(row, "started_at"),
                time(row, "finished_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
