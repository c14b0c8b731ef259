package dev.braid.control.store;

/** Where the two databases differ although the SQL is one: locks, signals and backups. */
public enum Dialect {
    SQLITE,
    POSTGRESQL;

    static Dialect of(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new StartException("braid.store.url is '" + url.replaceAll("\\?.*", "")
                + "', but must begin with jdbc:sqlite: or jdbc:postgresql:");
    }
}
