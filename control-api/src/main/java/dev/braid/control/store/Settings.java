package dev.braid.control.store;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Few named values that belong to the installation rather than to an instance. */
@Component
public class Settings {
    private final Store store;

    Settings(Store store) {
        this.store = store;
    }

    public Optional<String> find(String name) {
        return store.jdbc()
                .sql("SELECT value FROM settings WHERE name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    public void put(String name, String value) {
        store.jdbc()
                .sql("INSERT INTO settings (name, value) VALUES (:name, :value)"
                        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                .param("name", name)
                .param("value", value)
                .update();
    }

    public void remove(String name) {
        store.jdbc()
                .sql("DELETE FROM settings WHERE name = :name")
                .param("name", name)
                .update();
    }
}
