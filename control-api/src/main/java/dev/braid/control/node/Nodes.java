package dev.braid.control.node;

import dev.braid.control.access.Audit;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Nodes in the store. */
@Repository
public class Nodes {
    /** The topic in the outbox; names are the nodes'. */
    public static final String TOPIC = "node";

    /** A node under its name. */
    public record Named(String name, Versioned<Spec> node) {}

    private final Store store;
    private final Json json;
    private final Audit audit;

    Nodes(Store store, Json json, Audit audit) {
        this.store = store;
        this.json = json;
        this.audit = audit;
    }

    public Optional<Versioned<Spec>> find(String name) {
        return store.jdbc()
                .sql("SELECT * FROM nodes WHERE name = :name")
                .param("name", name)
                .query(this::row)
                .optional();
    }

    /** In the order of names, those after {@code after}. */
    public List<Named> list(String after, int limit) {
        return store.jdbc()
                .sql("SELECT * FROM nodes WHERE name > :after ORDER BY name LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query((row, index) -> new Named(row.getString("name"), row(row, index)))
                .list();
    }

    public Optional<Kind> kindOf(String name) {
        return store.jdbc()
                .sql("SELECT kind FROM nodes WHERE name = :name")
                .param("name", name)
                .query(String.class)
                .optional()
                .map(Kind::ofText);
    }

    public long count() {
        return store.jdbc().sql("SELECT count(*) FROM nodes").query(Long.class).single();
    }

    /** Makes a node that nobody has described yet, unless there is one of this name; part of the caller's change. */
    public void ensure(String name, Kind kind, Revision revision) {
        if (kindOf(name).isEmpty()) {
            Spec spec = kind == Kind.EDGE
                    ? new Spec.Edge(
                            List.of(), Spec.Lan.NONE, List.of(), List.of(), Spec.Tunnel.DEFAULT, Spec.Streams.DEFAULT)
                    : new Spec.Hub("", 7070, List.of("10.77.0.1/16"), true, Spec.Tunnel.DEFAULT, Spec.Streams.DEFAULT);
            insert(name, spec, revision);
            audit.record("create", "nodes/" + name, null, spec);
            revision.touch(TOPIC, name);
        }
    }

    List<Named> edgesOf(String hub) {
        return store.jdbc()
                .sql("SELECT nodes.* FROM nodes JOIN edge_hubs ON edge_hubs.edge = nodes.name"
                        + " WHERE edge_hubs.hub = :hub ORDER BY name")
                .param("hub", hub)
                .query((row, index) -> new Named(row.getString("name"), row(row, index)))
                .list();
    }

    void insert(String name, Spec spec, Revision revision) {
        store.jdbc()
                .sql("INSERT INTO nodes (name, kind, spec, version, created_at, updated_at)"
                        + " VALUES (:name, :kind, :spec, :version, :now, :now)")
                .param("name", name)
                .param("kind", spec.kind().text())
                .param("spec", json.write(spec))
                .param("version", revision.number())
                .param("now", revision.at().toEpochMilli())
                .update();
        relate(name, spec);
    }

    void replace(String name, Spec spec, Revision revision) {
        store.jdbc()
                .sql("UPDATE nodes SET spec = :spec, version = :version, updated_at = :now WHERE name = :name")
                .param("name", name)
                .param("spec", json.write(spec))
                .param("version", revision.number())
                .param("now", revision.at().toEpochMilli())
                .update();
        relate(name, spec);
    }

    void delete(String name) {
        store.jdbc()
                .sql("DELETE FROM nodes WHERE name = :name")
                .param("name", name)
                .update();
    }

    private void relate(String name, Spec spec) {
        store.jdbc()
                .sql("DELETE FROM edge_hubs WHERE edge = :edge")
                .param("edge", name)
                .update();
        if (spec instanceof Spec.Edge edge) {
            for (String hub : edge.hubs()) {
                store.jdbc()
                        .sql("INSERT INTO edge_hubs (edge, hub) VALUES (:edge, :hub)")
                        .param("edge", name)
                        .param("hub", hub)
                        .update();
            }
        }
    }

    private Versioned<Spec> row(ResultSet row, int index) throws SQLException {
        return new Versioned<>(
                json.read(row.getString("spec"), Spec.class),
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
