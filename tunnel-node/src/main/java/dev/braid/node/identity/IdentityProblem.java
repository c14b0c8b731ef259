package dev.braid.node.identity;

import java.nio.file.Path;

/**
 * Something about a node's identity files that a person must see to. Never holds a part of a key.
 *
 * @param message what is wrong, the rest of a sentence that begins with the file
 * @param remedy what to do about it
 */
public record IdentityProblem(Severity severity, Path file, String message, String remedy) {
    public enum Severity {
        /** The node cannot start. */
        ERROR,
        /** It can, for now. */
        WARNING
    }

    @Override
    public String toString() {
        return file + " " + message + "; " + remedy;
    }
}
