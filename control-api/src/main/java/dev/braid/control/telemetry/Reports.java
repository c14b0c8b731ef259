package dev.braid.control.telemetry;

import dev.braid.control.store.Store;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Last reports in the store, without their events. */
@Repository
class Reports {
    private final Store store;

    Reports(Store store) {
        this.store = store;
    }

    Optional<NodeNow> find(String node) {
        return store.jdbc()
                .sql("SELECT node, reported_at, report FROM node_reports WHERE node = :node")
                .param("node", node)
                .query(Reports::row)
                .optional();
    }

    List<NodeNow> since(Instant at) {
        return store.jdbc()
                .sql("SELECT node, reported_at, report FROM node_reports WHERE reported_at >= :at")
                .param("at", at.toEpochMilli())
                .query(Reports::row)
                .list();
    }

    /** In one transaction; a node that is deleted meanwhile is left out, and an older report never replaces a newer one. */
    void save(Collection<NodeNow> changed) {
        store.write(() -> {
            for (NodeNow now : changed) {
                store.jdbc()
                        .sql("INSERT INTO node_reports (node, reported_at, report)"
                                + " SELECT name, CAST(:at AS BIGINT), CAST(:report AS TEXT) FROM nodes WHERE name = :node"
                                + " ON CONFLICT (node) DO UPDATE SET reported_at = excluded.reported_at,"
                                + " report = excluded.report WHERE excluded.reported_at >= node_reports.reported_at")
                        .param("node", now.node())
                        .param("at", now.reportedAt().toEpochMilli())
                        .param("report", WireJson.write(now.report()))
                        .update();
            }
            return null;
        });
    }

    private static NodeNow row(ResultSet row, int index) throws SQLException {
        return new NodeNow(
                row.getString("node"),
                WireJson.read(row.getString("report"), NodeReport.class),
                Instant.ofEpochMilli(row.getLong("reported_at")),
                Map.of());
    }
}
