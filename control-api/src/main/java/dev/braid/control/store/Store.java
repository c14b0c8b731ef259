package dev.braid.control.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads, writes and changes. A change is a write with a revision, of which everybody concerned is told. */
@Component
public class Store {
    /** Called within the transaction of a change, before its end; it may write, and touch more. */
    public interface Listener {
        void changing(Revision revision, List<Revision.Touched> touched);
    }

    private static final Logger log = LoggerFactory.getLogger(Store.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ObjectProvider<Listener> listeners;
    private final Outbox outbox;
    private final Dialect dialect;
    private final Clock clock;
    /** SQLite has one writer: waiting here is fair and wakes at once; its own busy handler sleeps. */
    private final ReentrantLock writer = new ReentrantLock(true);

    Store(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ObjectProvider<Listener> listeners,
            Outbox outbox,
            Dialect dialect,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.listeners = listeners;
        this.outbox = outbox;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** For single statements outside of a transaction, or any inside of one. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    public Dialect dialect() {
        return dialect;
    }

    public Instant now() {
        return clock.instant();
    }

    /** All or nothing, without a revision; the first statement must be one that writes: telemetry, sign-ins, times of last use. */
    public <T extends @Nullable Object> T write(Supplier<T> work) {
        return exclusively(status -> work.get());
    }

    /** What may be lost, and nobody waits for, such as a time of last use. */
    public void later(Runnable work) {
        Thread.ofVirtual().name("store-later").start(() -> {
            try {
                work.run();
            } catch (DataAccessException | TransactionException e) {
                log.debug("Left out, the store was not free", e);
            }
        });
    }

    /** All or nothing, under a new revision. Changes of all instances happen one after the other. */
    public <T extends @Nullable Object> T change(Function<Revision, T> work) {
        T result = exclusively(status -> {
            Revision revision = new Revision(next("revision", 1), clock.instant());
            T made = work.apply(revision);
            if (revision.isUndone()) {
                tell(revision);
                status.setRollbackOnly();
            } else {
                tell(revision);
                outbox.add(revision);
            }
            return made;
        });
        outbox.signal();
        return result;
    }

    /** Takes {@code count} numbers of a counter and returns the last; the counter stays locked until the transaction ends. */
    public long next(String counter, long count) {
        return jdbc.sql("UPDATE counters SET value = value + :count WHERE name = :name RETURNING value")
                .param("count", count)
                .param("name", counter)
                .query(Long.class)
                .single();
    }

    private void tell(Revision revision) {
        List<Revision.Touched> touched = List.copyOf(revision.touched());
        listeners.orderedStream().forEach(listener -> listener.changing(revision, touched));
    }

    private <T extends @Nullable Object> T exclusively(Function<TransactionStatus, T> work) {
        if (dialect != Dialect.SQLITE) {
            return inTransaction(work);
        }
        writer.lock();
        try {
            return inTransaction(work);
        } finally {
            writer.unlock();
        }
    }

    @SuppressWarnings("NullAway") // The template hands back what the work returned, null only if that was.
    private <T extends @Nullable Object> T inTransaction(Function<TransactionStatus, T> work) {
        return transaction.execute(work::apply);
    }
}
