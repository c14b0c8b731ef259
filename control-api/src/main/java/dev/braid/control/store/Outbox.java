package dev.braid.control.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells what changed, in the order of revisions, to subscribers in this process, whichever instance changed it. NOTIFY and
 * the local signal make it quick, polling makes it certain. At least once after the subscription; never twice to the same.
 */
@Component
public class Outbox implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final String CHANNEL = "braid_changes";
    private static final int POLL_MILLIS = 1_000;

    /** One thing that changed. */
    public record Change(long revision, String topic, String name) {}

    private final JdbcClient jdbc;
    private final DataSource connections;
    private final Dialect dialect;
    private final List<Consumer<Change>> subscribers = new CopyOnWriteArrayList<>();
    private final Semaphore signals = new Semaphore(0);
    private volatile boolean running;
    private volatile long seen;
    private @Nullable Thread reader;
    private @Nullable Thread listener;

    Outbox(JdbcClient jdbc, DataSource connections, Dialect dialect) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.dialect = dialect;
    }

    /** The subscriber is called on the outbox's thread and must be quick. */
    public void subscribe(Consumer<Change> subscriber) {
        subscribers.add(subscriber);
    }

    /** The newest revision that subscribers were told of. */
    public long seen() {
        return seen;
    }

    void add(Revision revision) {
        for (Revision.Touched touched : revision.touched()) {
            jdbc.sql("INSERT INTO changes (revision, topic, name, changed_at) VALUES (:revision, :topic, :name, :at)")
                    .param("revision", revision.number())
                    .param("topic", touched.topic())
                    .param("name", touched.name())
                    .param("at", revision.at().toEpochMilli())
                    .update();
        }
        if (dialect == Dialect.POSTGRESQL) {
            jdbc.sql("SELECT pg_notify(:channel, :revision)")
                    .param("channel", CHANNEL)
                    .param("revision", Long.toString(revision.number()))
                    .query((row, index) -> index)
                    .list();
        }
    }

    void signal() {
        signals.release();
    }

    @Override
    public void start() {
        seen = current();
        running = true;
        reader = Thread.ofVirtual().name("outbox").start(this::readOn);
        if (dialect == Dialect.POSTGRESQL) {
            listener = Thread.ofVirtual().name("outbox-listen").start(this::listenOn);
        }
    }

    @Override
    public void stop() {
        running = false;
        interrupt(reader);
        interrupt(listener);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static void interrupt(@Nullable Thread thread) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private long current() {
        return jdbc.sql("SELECT value FROM counters WHERE name = 'revision'")
                .query(Long.class)
                .single();
    }

    private void readOn() {
        while (running) {
            try {
                if (signals.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS) || dialect == Dialect.POSTGRESQL) {
                    signals.drainPermits();
                    deliver();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Changes cannot be read from the store, trying again", e);
            }
        }
    }

    private void deliver() {
        List<Change> changes = jdbc.sql(
                        "SELECT revision, topic, name FROM changes WHERE revision > :seen ORDER BY revision, topic, name")
                .param("seen", seen)
                .query(Change.class)
                .list();
        for (Change change : changes) {
            for (Consumer<Change> subscriber : subscribers) {
                tell(subscriber, change);
            }
        }
        if (!changes.isEmpty()) {
            seen = changes.getLast().revision();
        }
    }

    private static void tell(Consumer<Change> subscriber, Change change) {
        try {
            subscriber.accept(change);
        } catch (RuntimeException e) {
            log.error("A subscriber failed at a change topic={} name={}", change.topic(), change.name(), e);
        }
    }

    /** Holds one connection of the pool for itself; when it breaks, polling goes on meanwhile. */
    private void listenOn() {
        while (running) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                PGConnection notified = connection.unwrap(PGConnection.class);
                while (running) {
                    if (notified.getNotifications(POLL_MILLIS).length > 0) {
                        signals.release();
                    }
                }
            } catch (SQLException e) {
                if (running) {
                    log.warn("Not told of changes by PostgreSQL, polling goes on reason={}", e.getMessage());
                }
                if (!running || !pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
