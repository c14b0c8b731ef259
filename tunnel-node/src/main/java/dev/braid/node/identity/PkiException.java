package dev.braid.node.identity;

/** A pki directory could not do what it was asked; the message says what and what to do, in one line. */
public final class PkiException extends Exception {
    PkiException(String message, String remedy) {
        super(message + "; " + remedy);
    }

    PkiException(String message, String remedy, Throwable cause) {
        super(message + "; " + remedy, cause);
    }
}
