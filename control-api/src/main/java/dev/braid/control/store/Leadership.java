package dev.braid.control.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Work that one instance does for all: the one that holds PostgreSQL's advisory lock. The lock belongs to a connection, so
 * it is free as soon as the holder is gone, however it went. With SQLite there is one instance.
 */
@Component
public class Leadership implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    /** "braid" in ASCII: a key of our own among all users of the database. */
    private static final long KEY = 0x6272616964L;

    private final DataSource connections;
    private final Dialect dialect;
    private @Nullable Connection holder;

    Leadership(DataSource connections, Dialect dialect) {
        this.connections = connections;
        this.dialect = dialect;
    }

    /** Whether this instance leads now; tries to become the leader when there is none. */
    public synchronized boolean isHeld() {
        if (dialect == Dialect.SQLITE) {
            return true;
        }
        try {
            Connection held = holder;
            if (held != null && held.isValid(1)) {
                return true;
            }
            release();
            return acquire();
        } catch (SQLException e) {
            log.warn("Cannot ask PostgreSQL who leads reason={}", e.getMessage());
            return false;
        }
    }

    @Override
    public synchronized void destroy() {
        try {
            release();
        } catch (SQLException e) {
            log.debug("The lock's connection was broken already", e);
        }
    }

    private boolean acquire() throws SQLException {
        Connection connection = connections.getConnection();
        boolean won = false;
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + ")")) {
            won = answer.next() && answer.getBoolean(1);
        } finally {
            if (!won) {
                connection.close();
            }
        }
        if (won) {
            holder = connection;
            log.info("This instance leads now");
        }
        return won;
    }

    private void release() throws SQLException {
        Connection held = holder;
        holder = null;
        if (held != null) {
            try (Statement statement = held.createStatement()) {
                statement.execute("SELECT pg_advisory_unlock(" + KEY + ")");
            } finally {
                held.close();
            }
        }
    }
}
