package dev.braid.control.web;

import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of the database means to a client; nothing of the request was kept, whatever it is. */
public final class StoreFailure {
    private StoreFailure() {}

    /** Whether the store itself is at fault, and may take the same later. */
    public static boolean passes(Throwable failure) {
        return of(failure).isPresent();
    }

    static Optional<Problem> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return sqlite(sqlite.getResultCode());
            }
            if (cause instanceof SQLException sql) {
                return bySqlState(sql);
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> sqlite(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE -> Optional.of(full());
            case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_RECOVERY, SQLITE_LOCKED -> Optional.of(busy());
            case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_IOERR -> Optional.of(unavailable());
            default -> Optional.empty();
        };
    }

    /** PostgreSQL's classes: 53 insufficient resources, 40 and 55 locks, 08 connection, 57 shutdown. */
    private static Optional<Problem> bySqlState(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals("53100")) {
            return Optional.of(full());
        }
        if (state.startsWith("40") || state.startsWith("55")) {
            return Optional.of(busy());
        }
        boolean away = state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || failure instanceof java.sql.SQLTransientConnectionException;
        return away ? Optional.of(unavailable()) : Optional.empty();
    }

    private static Problem full() {
        return Problem.of(
                Code.STORE_FULL, "The disk of the store is full; nothing was changed. Make room and try again.");
    }

    private static Problem busy() {
        return Problem.of(Code.STORE_BUSY, "The store is locked by somebody else; nothing was changed. Try again.")
                .retryAfter(1);
    }

    private static Problem unavailable() {
        return Problem.of(Code.STORE_UNAVAILABLE, "The store cannot be reached; nothing was changed. Try again.")
                .retryAfter(5);
    }
}
