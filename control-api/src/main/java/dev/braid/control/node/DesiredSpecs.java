package dev.braid.control.node;

import dev.braid.control.store.Outbox;
import dev.braid.control.store.Restored;
import dev.braid.control.store.Store;
import dev.braid.control.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** What nodes shall run, for whoever holds their sessions. */
@Repository
public class DesiredSpecs {
    static final String CONFIRMATION = "confirmation";

    /**
     * @param spec as {@code contract.SpecJson} writes it
     * @param trialSeconds how long the node gives it to prove itself
     * @param byPerson whether a person has to confirm it
     */
    public record Revisioned(long revision, JsonNode spec, int trialSeconds, boolean byPerson) {}

    /**
     * What each answer to a node says.
     *
     * @param revision that is wanted; 0 as long as there is nothing to run
     * @param confirmed the revision that a person confirmed last; 0 for none
     */
    public record News(long revision, long confirmed) {
        private static final News NONE = new News(0, 0);
    }

    private final Store store;
    private final Json json;
    private final int trialSeconds;
    private final Map<String, News> news = new ConcurrentHashMap<>();

    DesiredSpecs(Store store, Json json, Outbox outbox, @Value("${braid.trial-seconds:30}") int trialSeconds) {
        this.store = store;
        this.json = json;
        this.trialSeconds = trialSeconds;
        outbox.subscribe(this::changed);
    }

    /** Empty while the node's spec says too little to run, and for nodes that do not exist. */
    public Optional<Revisioned> now(String node) {
        return store.jdbc()
                .sql("SELECT revision, spec, by_person FROM desired_specs WHERE node = :node")
                .param("node", node)
                .query(this::row)
                .optional();
    }

    /** From memory: it is asked for with every report. */
    public News news(String node) {
        return news.computeIfAbsent(node, this::readNews);
    }

    private News readNews(String node) {
        return store.jdbc()
                .sql("SELECT revision, confirmed_revision FROM desired_specs WHERE node = :node")
                .param("node", node)
                .query((row, index) -> new News(row.getLong("revision"), row.getLong("confirmed_revision")))
                .optional()
                .orElse(News.NONE);
    }

    @EventListener
    void restored(Restored restored) {
        news.clear();
    }

    private void changed(Outbox.Change change) {
        switch (change.topic()) {
            case Compiler.TOPIC, CONFIRMATION, Nodes.TOPIC -> news.remove(change.name());
            default -> {
                // Not ours.
            }
        }
    }

    private Revisioned row(ResultSet row, int index) throws SQLException {
        return new Revisioned(
                row.getLong("revision"), json.parse(row.getString("spec")), trialSeconds, row.getInt("by_person") != 0);
    }
}
