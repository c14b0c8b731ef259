package dev.braid.control.store;

/** The process cannot start; the message says what is wrong and what to do, and is all that is printed. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
