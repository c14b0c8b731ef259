package dev.braid.control.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** All tables and rows, whatever rooms made them, for backups: the same text from SQLite and PostgreSQL. */
@Component
public class Tables {
    /** Of the moment, or of one instance; figures over time are too many. */
    private static final Set<String> NOT_KEPT = Set.of(
            "flyway_schema_history",
            "sessions",
            "login_failures",
            "changes",
            "metric_series",
            "metric_chunks",
            "node_reports");

    private final Store store;
    private final DataSource connections;

    Tables(Store store, DataSource connections) {
        this.store = store;
        this.connections = connections;
    }

    /** Names, each after those it refers to. */
    public List<String> names() {
        Connection connection = DataSourceUtils.getConnection(connections);
        try {
            DatabaseMetaData data = connection.getMetaData();
            Set<String> all = tables(data);
            Set<String> ordered = new LinkedHashSet<>();
            for (String table : all) {
                add(table, data, all, ordered);
            }
            return List.copyOf(ordered);
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not say which tables it has", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, connections);
        }
    }

    public List<Map<String, Object>> rows(String table) {
        return store.jdbc().sql("SELECT * FROM " + table).query().listOfRows();
    }

    /** Part of the caller's transaction. */
    public void clear(String table) {
        store.jdbc().sql("DELETE FROM " + table).update();
    }

    /** Part of the caller's transaction. Columns must exist; those that are left out get their defaults. */
    public void insert(String table, Map<String, Object> row) {
        List<String> columns = List.copyOf(row.keySet());
        String places =
                String.join(", ", columns.stream().map(column -> ":" + column).toList());
        store.jdbc()
                .sql("INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + places + ")")
                .params(row)
                .update();
    }

    /** Of the newest migration of each range: what a backup must agree with. */
    public String schemaVersions() {
        return String.join(
                " ",
                store.jdbc()
                        .sql("SELECT version FROM flyway_schema_history WHERE version IS NOT NULL ORDER BY version")
                        .query(String.class)
                        .list());
    }

    private static Set<String> tables(DatabaseMetaData data) throws SQLException {
        Set<String> tables = new LinkedHashSet<>();
        try (ResultSet rows = data.getTables(null, null, "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                String schema = rows.getString("TABLE_SCHEM");
                boolean foreign = schema != null && !schema.equals("public") && !schema.equals("main");
                if (!foreign && !name.startsWith("sqlite_") && !NOT_KEPT.contains(name)) {
                    tables.add(name);
                }
            }
        }
        return tables;
    }

    private static void add(String table, DatabaseMetaData data, Set<String> all, Set<String> ordered)
            throws SQLException {
        if (ordered.contains(table)) {
            return;
        }
        List<String> referred = new ArrayList<>();
        try (ResultSet keys = data.getImportedKeys(null, null, table)) {
            while (keys.next()) {
                referred.add(keys.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        for (String other : referred) {
            if (!other.equals(table) && all.contains(other)) {
                add(other, data, all, ordered);
            }
        }
        ordered.add(table);
    }

    /** Without nulls and in small letters, so that both databases write the same. */
    public static Map<String, Object> tidy(Map<String, Object> row) {
        Map<String, Object> tidy = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            if (value != null) {
                tidy.put(column.toLowerCase(Locale.ROOT), value);
            }
        });
        return tidy;
    }
}
