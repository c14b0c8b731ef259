package dev.braid.node.config;

import java.util.Comparator;

/**
 * Something a person should change in a configuration file.
 *
 * @param severity whether a node can be made from the file all the same
 * @param line counted from 1; 0 stands for the file as a whole
 * @param field the way to the value, {@code edges.home.lans[0]}; empty for the file as a whole
 * @param message what is wrong, without a full stop
 * @param remedy what to do about it, without a full stop
 */
public record Problem(Severity severity, int line, String field, String message, String remedy)
        implements Comparable<Problem> {
    /** An error refuses the file; a warning is shown and lived with. */
    public enum Severity {
        ERROR,
        WARNING
    }

    private static final Comparator<Problem> READING_ORDER =
            Comparator.comparingInt(Problem::line).thenComparing(Problem::field).thenComparing(Problem::message);

    /** As compilers say it, so that editors can jump there: {@code edge.yaml:12: uplinks.dsl.interface: message. remedy}. */
    public String describe(String file) {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (severity == Severity.WARNING) {
            text.append("warning: ");
        }
        if (!field.isEmpty()) {
            text.append(field).append(": ");
        }
        return text.append(message).append(". ").append(remedy).toString();
    }

    @Override
    public int compareTo(Problem other) {
        return READING_ORDER.compare(this, other);
    }
}
