package dev.braid.node.path;

import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.path.EdgePath.Transition;
import dev.braid.node.path.PathVerdict.State;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes down what happens to a tunnel's paths, in the journal and in the log. Any thread. */
final class PathDiary {
    private static final Logger log = LoggerFactory.getLogger(PathDiary.class);

    private final String tunnel;
    private final EventJournal journal;
    private final InstantSource time;

    PathDiary(String tunnel, EventJournal journal, InstantSource time) {
        this.tunnel = tunnel;
        this.journal = journal;
        this.time = time;
    }

    /** Something that leaves the verdict as it is. */
    void note(String kind, String path, PathVerdict now, String text, Map<String, Double> figures) {
        NodeStatus.State state = state(now);
        journal.add(
                id -> new NodeEvent(id, time.instant(), kind, tunnel, path, state, state, reason(now), text, figures));
        log.atInfo().addKeyValue("path", path).addKeyValue("text", text).log("Uplink has changed");
    }

    void changed(EdgePath path, Transition t) {
        String reason = reason(t.to());
        journal.add(id -> new NodeEvent(
                id,
                path.since(),
                "path",
                tunnel,
                path.name(),
                state(t.from()),
                state(t.to()),
                reason,
                t.text(),
                t.figures()));
        line(t).addKeyValue("path", path.name())
                .addKeyValue("reason", reason == null ? "none" : reason)
                .addKeyValue("detail", t.detail())
                .log("Path is " + t.to().state().name().toLowerCase(Locale.ROOT));
    }

    /** Doubts come and go; what they come to is what a person wants to read. */
    private static LoggingEventBuilder line(Transition t) {
        boolean doubt = t.to().state() == State.SUSPECT || t.from().state() == State.SUSPECT;
        return switch (t.to().state()) {
            case DOWN -> log.atWarn();
            case SUSPECT -> log.atDebug();
            default -> doubt ? log.atDebug() : log.atInfo();
        };
    }

    private static @Nullable String reason(PathVerdict verdict) {
        return verdict.reason() == null ? null : verdict.reason().text();
    }

    private static NodeStatus.State state(PathVerdict verdict) {
        return NodeStatus.State.valueOf(verdict.state().name());
    }
}
