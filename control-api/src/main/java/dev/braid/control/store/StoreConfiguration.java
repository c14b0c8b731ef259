package dev.braid.control.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.sqlite.SQLiteConfig;

/** The connections: few, since SQLite has one writer, and a request holds one for milliseconds. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreSettings.class)
class StoreConfiguration {
    private static final int CONNECTIONS = 6;
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    /** For each connection; the system keeps the file's pages anyway. */
    private static final int PAGE_CACHE_KIB = 2_048;

    @Bean
    DataDirectory dataDirectory(StoreSettings settings) {
        return new DataDirectory(settings.dataDirectory());
    }

    @Bean
    Dialect dialect(StoreSettings settings) {
        return settings.store().url().isEmpty()
                ? Dialect.SQLITE
                : Dialect.of(settings.store().url());
    }

    @Bean
    HikariDataSource dataSource(StoreSettings settings, DataDirectory directory, Dialect dialect) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("store");
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(10_000);
        String url = settings.store().url();
        pool.setJdbcUrl(url.isEmpty() ? "jdbc:sqlite:" + directory.file("braid.db") : url);
        if (dialect == Dialect.SQLITE) {
            pool.setDataSourceProperties(sqlite().toProperties());
        } else {
            pool.setUsername(settings.store().user());
            pool.setPassword(settings.store().password());
        }
        return new HikariDataSource(pool);
    }

    /**
     * WAL: readers do not wait for the writer. FULL: what was answered with 200 survives a power cut, too. Transactions begin
     * DEFERRED and write first, which takes the lock: a BEGIN IMMEDIATE that fails leaves the driver's connection believing
     * that it is in a transaction (sqlite-jdbc 3.53), and the pool would hand that out again.
     */
    private static SQLiteConfig sqlite() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        config.enforceForeignKeys(true);
        config.setCacheSize(-PAGE_CACHE_KIB);
        return config;
    }
}
