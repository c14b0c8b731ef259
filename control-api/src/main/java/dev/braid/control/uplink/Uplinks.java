package dev.braid.control.uplink;

import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.stereotype.Repository;

/** Uplinks in the store. */
@Repository
public class Uplinks {
    /** The topic in the outbox; names are {@code NODE/UPLINK}. */
    public static final String TOPIC = "uplink";

    /** An uplink under its name. */
    public record Named(String name, Versioned<UplinkSpec> uplink) {}

    private final Store store;
    private final Json json;

    Uplinks(Store store, Json json) {
        this.store = store;
        this.json = json;
    }

    public Optional<Versioned<UplinkSpec>> find(String node, String name) {
        return store.jdbc()
                .sql("SELECT * FROM uplinks WHERE node = :node AND name = :name")
                .param("node", node)
                .param("name", name)
                .query(this::row)
                .optional();
    }

    public List<Named> list(String node) {
        return store.jdbc()
                .sql("SELECT * FROM uplinks WHERE node = :node ORDER BY name")
                .param("node", node)
                .query((row, index) -> new Named(row.getString("name"), row(row, index)))
                .list();
    }

    /** By name, those of one edge. */
    public SequencedMap<String, UplinkSpec> specsOf(String node) {
        SequencedMap<String, UplinkSpec> specs = new LinkedHashMap<>();
        list(node).forEach(named -> specs.put(named.name(), named.uplink().value()));
        return specs;
    }

    void insert(String node, String name, UplinkSpec spec, Revision revision) {
        store.jdbc()
                .sql("INSERT INTO uplinks (node, name, spec, version, created_at, updated_at)"
                        + " VALUES (:node, :name, :spec, :version, :now, :now)")
                .param("node", node)
                .param("name", name)
                .param("spec", json.write(spec))
                .param("version", revision.number())
                .param("now", revision.at().toEpochMilli())
                .update();
    }

    void replace(String node, String name, UplinkSpec spec, Revision revision) {
        store.jdbc()
                .sql("UPDATE uplinks SET spec = :spec, version = :version, updated_at = :now"
                        + " WHERE node = :node AND name = :name")
                .param("node", node)
                .param("name", name)
                .param("spec", json.write(spec))
                .param("version", revision.number())
                .param("now", revision.at().toEpochMilli())
                .update();
    }

    void delete(String node, String name) {
        store.jdbc()
                .sql("DELETE FROM uplinks WHERE node = :node AND name = :name")
                .param("node", node)
                .param("name", name)
                .update();
    }

    boolean isEdge(String node) {
        return store.jdbc()
                .sql("SELECT kind FROM nodes WHERE name = :node")
                .param("node", node)
                .query(String.class)
                .optional()
                .filter("edge"::equals)
                .isPresent();
    }

    private Versioned<UplinkSpec> row(ResultSet row, int index) throws SQLException {
        return new Versioned<>(
                json.read(row.getString("spec"), UplinkSpec.class),
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
