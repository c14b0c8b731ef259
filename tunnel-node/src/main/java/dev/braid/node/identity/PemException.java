package dev.braid.node.identity;

/** A file is not the PEM it should be; the message is the rest of a sentence that begins with the file's name. */
public final class PemException extends Exception {
    PemException(String message) {
        super(message);
    }

    PemException(String message, Throwable cause) {
        super(message, cause);
    }
}
