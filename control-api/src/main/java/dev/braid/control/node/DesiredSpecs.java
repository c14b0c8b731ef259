package dev.braid.control.node;

import dev.braid.control.store.Outbox;
import dev.braid.control.store.Restored;
import dev.braid.control.store.Store;
import dev.braid.control.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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

    private final Store store;
    private final Json json;
    private final Commands commands;
    private final int trialSeconds;
    private final Map<String, Long> confirmed = new ConcurrentHashMap<>();
    private final Map<String, Bell> bells = new ConcurrentHashMap<>();

    DesiredSpecs(
            Store store,
            Json json,
            Commands commands,
            Outbox outbox,
            @Value("${braid.trial-seconds:30}") int trialSeconds) {
        this.store = store;
        this.json = json;
        this.commands = commands;
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

    /**
     * Waits until the node's revision is another than {@code revision} or a command waits for it; blocks its (virtual)
     * thread.
     *
     * @return the specification if it is another, whatever woke us; empty when it is the same still
     */
    public Optional<Revisioned> awaitAfter(String node, long revision, Duration patience) throws InterruptedException {
        Bell bell = bells.computeIfAbsent(node, made -> new Bell());
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long rung = bell.rung();
            Optional<Revisioned> now = now(node).filter(spec -> spec.revision() != revision);
            if (now.isPresent() || commands.isWaiting(node) || !bell.awaitAfter(rung, deadline)) {
                return now;
            }
        }
    }

    /** The revision that a person confirmed last, 0 for none. From memory: it is asked for with every report. */
    public long confirmedRevision(String node) {
        return confirmed.computeIfAbsent(node, this::readConfirmed);
    }

    private long readConfirmed(String node) {
        return store.jdbc()
                .sql("SELECT confirmed_revision FROM desired_specs WHERE node = :node")
                .param("node", node)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @EventListener
    void restored(Restored restored) {
        confirmed.clear();
    }

    private void changed(Outbox.Change change) {
        switch (change.topic()) {
            case Compiler.TOPIC, Commands.TOPIC -> ring(change.name());
            case CONFIRMATION -> {
                confirmed.remove(change.name());
                ring(change.name());
            }
            case Nodes.TOPIC -> confirmed.remove(change.name());
            default -> {
                // Not ours.
            }
        }
    }

    private void ring(String node) {
        Bell bell = bells.get(node);
        if (bell != null) {
            bell.ring();
        }
    }

    private Revisioned row(ResultSet row, int index) throws SQLException {
        return new Revisioned(
                row.getLong("revision"), json.parse(row.getString("spec")), trialSeconds, row.getInt("by_person") != 0);
    }
}
