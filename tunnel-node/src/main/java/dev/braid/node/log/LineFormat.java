package dev.braid.node.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/** One event as one line: {@code 2026-11-23T10:00:00.123Z INFO carrier.Dialer: tunnel is up tunnel=home reason="a b"}. */
final class LineFormat {
    private static final String OURS = "dev.braid.node.";
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final boolean journal;

    /** @param journal whether to write for journald, see sd-daemon(3) */
    LineFormat(boolean journal) {
        this.journal = journal;
    }

    /** JOURNAL_STREAM names the device and inode of journald's stream; a redirected or inherited one differs. systemd.exec(5). */
    static boolean isJournal(@Nullable String journalStream) {
        if (journalStream == null) {
            return false;
        }
        try {
            String own = Files.getAttribute(STANDARD_ERROR, "unix:dev") + ":"
                    + Files.getAttribute(STANDARD_ERROR, "unix:ino");
            return own.equals(journalStream);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    String line(
            Instant time,
            Level level,
            String logger,
            String sentence,
            List<KeyValuePair> keys,
            @Nullable Throwable cause) {
        StringBuilder line = new StringBuilder();
        if (journal) {
            line.append('<').append(priority(level)).append('>');
        } else {
            line.append(time.truncatedTo(ChronoUnit.MILLIS))
                    .append(' ')
                    .append(level)
                    .append(' ');
        }
        line.append(room(logger)).append(": ");
        escape(line, sentence);
        for (KeyValuePair key : keys) {
            line.append(' ').append(key.key).append('=').append(value(String.valueOf(key.value)));
        }
        if (cause != null) {
            line.append(" cause=").append(value(cause.toString()));
        }
        return line.toString();
    }

    /** syslog(3): error 3, warning 4, informational 6, debug 7. */
    private static int priority(Level level) {
        return switch (level) {
            case ERROR -> 3;
            case WARN -> 4;
            case INFO -> 6;
            case DEBUG, TRACE -> 7;
        };
    }

    /** {@code carrier.Dialer} for ours, the bare class for others. */
    private static String room(String logger) {
        return logger.startsWith(OURS)
                ? logger.substring(OURS.length())
                : logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String value(String value) {
        boolean isPlain = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c != 0x7f);
        StringBuilder text = new StringBuilder();
        escape(text, isPlain ? value : value.replace("\\", "\\\\").replace("\"", "\\\""));
        return isPlain ? text.toString() : "\"" + text + "\"";
    }

    /** What a peer sent must not start a line of its own, nor speak to the terminal. */
    private static void escape(StringBuilder line, String text) {
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                line.append(c == '\n' ? "\\n" : String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
    }
}
