package dev.braid.control.telemetry;

import dev.braid.control.event.Event;
import dev.braid.control.event.Events;
import dev.braid.control.event.NewEvent;
import dev.braid.control.store.Leadership;
import dev.braid.control.store.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes what is due. What fails is written with the next round: states stay marked, and minutes are read from the rings, which
 * reach 15 minutes back; an event says what was lost of a longer time.
 */
@Component
class Keeper {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);
    private static final Duration KEEP_EVENTS = Duration.ofDays(400);
    /** A minute is written when its last report has had time to come. */
    private static final int SETTLE_SECONDS = 3;

    private static final int LONGEST_CATCH_UP_MINUTES = 14;

    private final Live live;
    private final Intake intake;
    private final Reports reports;
    private final History history;
    private final Events events;
    private final Notices notices;
    private final Settings settings;
    private final Leadership leadership;
    private final Clock clock;
    private final Set<String> dirty = new HashSet<>();
    private final Retried states;
    private final Retried minutes;
    private final Retried hours;
    private final Retried old;
    private long minuteWritten;

    Keeper(
            Live live,
            Intake intake,
            Reports reports,
            History history,
            Events events,
            Notices notices,
            Settings settings,
            Leadership leadership,
            Clock clock) {
        this.live = live;
        this.intake = intake;
        this.reports = reports;
        this.history = history;
        this.events = events;
        this.notices = notices;
        this.settings = settings;
        this.leadership = leadership;
        this.clock = clock;
        this.states = new Retried("states of nodes and events", clock);
        this.minutes = new Retried("minutes of the history", clock);
        this.hours = new Retried("hours of the history", clock);
        this.old = new Retried("the removal of what is old", clock);
        this.minuteWritten = clock.instant().getEpochSecond() / History.MINUTE - 1;
    }

    /** States that changed. */
    @Scheduled(fixedDelay = 1_000)
    synchronized void saveStates() {
        states.attempt(() -> {
            notices.tell();
            dirty.addAll(intake.drainChanged());
            save(dirty);
            dirty.clear();
        });
    }

    @Scheduled(fixedDelay = 2_000)
    void noticeSilence() {
        Instant now = clock.instant();
        Instant limit = now.minus(Live.SILENT_AFTER);
        notices.add(live.all().stream()
                .filter(entry -> entry.getValue().becomesSilent(limit))
                .map(Map.Entry::getKey)
                .filter(this::isSilentEverywhere)
                .map(node -> NewEvent.ofNode(
                        now,
                        Event.Severity.WARNING,
                        "node-silent",
                        node,
                        "Node " + node + " has not reported for " + Live.SILENT_AFTER.toSeconds() + " s.",
                        Map.of()))
                .toList());
    }

    /** Minutes that are over; looks often, so that one is written soon after its end. */
    @Scheduled(fixedDelay = 2_000)
    synchronized void saveMinutes() {
        minutes.attempt(() -> {
            long over = (clock.instant().getEpochSecond() - SETTLE_SECONDS) / History.MINUTE - 1;
            long first = Math.max(minuteWritten + 1, over - LONGEST_CATCH_UP_MINUTES);
            boolean isNew = first <= over;
            long missed = first - minuteWritten - 1;
            for (long minute = first; minute <= over; minute++) {
                history.addMinute(minute * History.MINUTE, entries(minute * History.MINUTE));
                minuteWritten = minute;
            }
            if (missed > 0 && minutes.isFailing()) {
                sayLost(first, missed);
            }
            if (isNew) {
                live.all().forEach(entry -> dirty.add(entry.getKey()));
            }
        });
    }

    /** Hours that are over, also those during which nobody ran; none before its last minute. */
    @Scheduled(fixedDelay = 30_000, initialDelay = 1_000)
    synchronized void saveHours() {
        if (!leadership.isHeld()) {
            return;
        }
        hours.attempt(() -> {
            long settled = clock.instant().getEpochSecond() - 2 * History.MINUTE;
            long over = Math.min(settled, (minuteWritten + 1) * History.MINUTE) / History.HOUR - 1;
            long last = settings.find("rolled-up-hour").map(Long::parseLong).orElse(over * History.HOUR - History.HOUR)
                    / History.HOUR;
            for (long hour = Math.max(last + 1, over - 167); hour <= over; hour++) {
                history.rollUp(hour * History.HOUR);
            }
        });
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
    synchronized void prune() {
        if (leadership.isHeld()) {
            old.attempt(() -> {
                history.prune(clock.instant());
                events.prune(clock.instant().minus(KEEP_EVENTS));
                log.debug("Old metrics and events are gone");
            });
        }
    }

    private void sayLost(long first, long count) {
        Instant to = Instant.ofEpochSecond(first * History.MINUTE);
        Instant from = to.minusSeconds(count * History.MINUTE);
        log.warn("The history lacks minutes, the store took none for too long from={} to={}", from, to);
        notices.add(List.of(new NewEvent(
                null,
                Event.Severity.WARNING,
                "history-lost",
                null,
                null,
                null,
                "The store took nothing for so long that the history lacks " + count + " minutes, from " + from + " to "
                        + to + ".",
                Map.of("from", from.toString(), "to", to.toString()))));
    }

    private List<History.Entry> entries(long from) {
        List<History.Entry> entries = new ArrayList<>();
        live.all()
                .forEach(entry -> entry.getValue().eachSeries((key, ring) -> {
                    if (ring.hasAny(from, from + History.MINUTE)) {
                        entries.add(new History.Entry(entry.getKey(), key, ring.mean(from, from + History.MINUTE)));
                    }
                }));
        return entries;
    }

    private void save(Set<String> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        reports.save(nodes.stream()
                .map(live::node)
                .flatMap(Stream::ofNullable)
                .map(NodeLive::now)
                .flatMap(Stream::ofNullable)
                .map(Keeper::withoutEvents)
                .toList());
    }

    private static NodeNow withoutEvents(NodeNow now) {
        return new NodeNow(now.node(), ReportParts.withoutEvents(now.report()), now.reportedAt(), now.rates());
    }

    /** Its session may have moved to another instance. */
    private boolean isSilentEverywhere(String node) {
        Instant limit = clock.instant().minus(Live.SILENT_AFTER);
        return live.find(node).map(now -> now.reportedAt().isBefore(limit)).orElse(true);
    }
}
