package dev.braid.node.log;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * SLF4J's provider for the node's process, named by {@link #install}. It is not listed as a service, because control-api has
 * our classes on its path, too, and logs in another way.
 */
public final class LineLogging implements SLF4JServiceProvider {
    private static final String OURS = "dev.braid.";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();
    private final Map<String, LineLogger> loggers = new ConcurrentHashMap<>();
    private final Level level = level(System.getenv("BRAID_LOG"));
    private final LineFormat format = new LineFormat(LineFormat.isJournal(System.getenv("JOURNAL_STREAM")));

    /** To be called before the first logger is asked for. */
    public static void install() {
        if (System.getProperty("slf4j.provider") == null) {
            System.setProperty("slf4j.provider", LineLogging.class.getName());
        }
    }

    static Level level(@Nullable String word) {
        for (Level level : Level.values()) {
            if (level.name().equals(word == null ? "" : word.toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        return Level.INFO;
    }

    /** From which level on {@code logger} is heard. */
    static Level threshold(String logger, Level level) {
        boolean isForeign = !logger.startsWith(OURS);
        if (!isForeign) {
            return level;
        }
        return level == Level.TRACE ? Level.DEBUG : level == Level.ERROR ? Level.ERROR : Level.WARN;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name ->
                loggers.computeIfAbsent(name, key -> new LineLogger(key, threshold(key, level), format, System.err));
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Everything is there from construction on.
    }

    static final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {
        private static final long serialVersionUID = 1;

        private final transient Level threshold;
        private final transient LineFormat format;
        private final transient PrintStream out;

        LineLogger(String name, Level threshold, LineFormat format, PrintStream out) {
            this.name = name;
            this.threshold = threshold;
            this.format = format;
            this.out = out;
        }

        @Override
        public void log(LoggingEvent event) {
            List<KeyValuePair> keys = event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
            write(event.getLevel(), event.getMessage(), event.getArgumentArray(), keys, event.getThrowable());
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable cause) {
            write(level, message, arguments, List.of(), cause);
        }

        /** One print call, so that lines of several threads do not mix. The stack is shown to those who asked for debug. */
        private void write(
                Level level,
                String message,
                Object @Nullable [] arguments,
                List<KeyValuePair> keys,
                @Nullable Throwable cause) {
            String sentence = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
            out.println(format.line(Instant.now(), level, name, sentence, keys, cause));
            if (cause != null && isDebugEnabled()) {
                cause.printStackTrace(out);
            }
        }

        private boolean isHeard(Level level) {
            return level.toInt() >= threshold.toInt();
        }

        @Override
        public boolean isTraceEnabled() {
            return isHeard(Level.TRACE);
        }

        @Override
        public boolean isDebugEnabled() {
            return isHeard(Level.DEBUG);
        }

        @Override
        public boolean isInfoEnabled() {
            return isHeard(Level.INFO);
        }

        @Override
        public boolean isWarnEnabled() {
            return isHeard(Level.WARN);
        }

        @Override
        public boolean isErrorEnabled() {
            return isHeard(Level.ERROR);
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }
    }
}
