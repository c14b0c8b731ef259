package dev.braid.control.backup;

import dev.braid.control.access.Audit;
import dev.braid.control.identity.Installation;
import dev.braid.control.store.Restored;
import dev.braid.control.store.Store;
import dev.braid.control.store.Tables;
import dev.braid.control.web.Code;
import dev.braid.control.web.Json;
import dev.braid.control.web.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Makes and takes backups. Both see one moment of the store: they hold its writer meanwhile. */
@Component
class Backups {
    private static final String KEY_FILE = "identity.key";
    private static final String BASE64 = "base64";

    private record Counter(String name, long value) {}

    private final Store store;
    private final Tables tables;
    private final Installation installation;
    private final Json json;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Backups(
            Store store,
            Tables tables,
            Installation installation,
            Json json,
            Audit audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.tables = tables;
        this.installation = installation;
        this.json = json;
        this.audit = audit;
        this.events = events;
    }

    byte[] make(String passphrase) {
        String content = store.change(revision -> {
            audit.record("backup", "backup", null, null);
            Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
            tables.names()
                    .forEach(table -> all.put(
                            table,
                            tables.rows(table).stream().map(Backups::toText).toList()));
            return json.write(new Content(Content.FORMAT, tables.schemaVersions(), revision.at(), all, files()));
        });
        return Envelope.close(content, passphrase);
    }

    /** All or nothing; revisions go on above all that were ever given out, here or there. */
    void restore(byte[] file, String passphrase) {
        Content content = read(Envelope.open(file, passphrase));
        store.change(revision -> {
            List<Counter> counters = store.jdbc()
                    .sql("SELECT name, value FROM counters")
                    .query(Counter.class)
                    .list();
            List<String> names = tables.names();
            names.reversed().forEach(tables::clear);
            for (String table : names) {
                content.tables().getOrDefault(table, List.of()).forEach(row -> tables.insert(table, fromText(row)));
            }
            counters.forEach(this::raise);
            audit.record(
                    "restore",
                    "restore",
                    null,
                    Map.of("createdAt", content.createdAt().toString()));
            revision.touch("restore", "restore");
            installation.changed(revision);
            adopt(content.files().get(KEY_FILE));
            return null;
        });
        events.publishEvent(new Restored());
    }

    private void raise(Counter counter) {
        store.jdbc()
                .sql("UPDATE counters SET value = :value WHERE name = :name AND value < :value")
                .param("name", counter.name())
                .param("value", counter.value())
                .update();
    }

    private Content read(String text) {
        Content content = json.read(text, Content.class);
        if (content.format() != Content.FORMAT || !content.schema().equals(tables.schemaVersions())) {
            throw Problem.of(
                    Code.CONFLICT,
                    "This backup is of another version of Braid (its tables " + content.schema() + ", here "
                            + tables.schemaVersions() + "). Restore it with that version, then upgrade.");
        }
        boolean odd = !Set.of(KEY_FILE).containsAll(content.files().keySet());
        if (odd || !tables.names().containsAll(content.tables().keySet())) {
            throw Problem.of(Code.BAD_REQUEST, "This backup has tables or files that are not ours.");
        }
        return content;
    }

    /** @param file base64 of the key file; older backups are without where it lay elsewhere, and then ours must do */
    private void adopt(@Nullable String file) {
        try {
            installation.adopt(
                    file == null
                            ? installation.keyFile()
                            : new String(Base64.getDecoder().decode(file), StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Problem.of(
                    Code.CONFLICT,
                    "The key that this backup's authority was encrypted with is not in it. Start with the identity.key (or"
                            + " braid.identity-key) of the installation it is of, and restore again.");
        }
    }

    private Map<String, String> files() {
        byte[] key = installation.keyFile().getBytes(StandardCharsets.US_ASCII);
        return Map.of(KEY_FILE, Base64.getEncoder().encodeToString(key));
    }

    private static Map<String, Object> toText(Map<String, Object> row) {
        Map<String, Object> text = Tables.tidy(row);
        text.replaceAll((column, value) -> value instanceof byte[] bytes
                ? Map.of(BASE64, Base64.getEncoder().encodeToString(bytes))
                : value);
        return text;
    }

    private static Map<String, Object> fromText(Map<String, Object> row) {
        Map<String, Object> values = new LinkedHashMap<>(row);
        values.replaceAll((column, value) -> value instanceof Map<?, ?> bytes
                ? Base64.getDecoder().decode(String.valueOf(bytes.get(BASE64)))
                : value);
        return values;
    }
}
