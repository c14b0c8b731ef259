package dev.braid.lab;

import java.io.IOException;

/** A command ended with something else than 0; the message has the command and its output. */
public final class CommandFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandFailedException(String command, int exitCode, String output) {
        super("'" + command + "' ended with " + exitCode + ": " + output.strip());
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
