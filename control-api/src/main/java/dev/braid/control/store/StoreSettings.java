package dev.braid.control.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code braid.*} of the configuration that says where things are kept.
 *
 * @param dataDirectory this instance's files
 * @param store the database
 */
@ConfigurationProperties("braid")
public record StoreSettings(
        @DefaultValue("/var/lib/braid-control") Path dataDirectory,
        @DefaultValue Store store) {
    /**
     * @param url {@code jdbc:postgresql://HOST/DATABASE}; empty means SQLite in the data directory
     * @param password not part of {@link #toString()}
     */
    public record Store(
            @DefaultValue("") String url,
            @Nullable String user,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Store[url=" + url.replaceAll("\\?.*", "") + ", user=" + user + "]";
        }
    }
}
