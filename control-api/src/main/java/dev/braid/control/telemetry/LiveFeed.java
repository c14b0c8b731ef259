package dev.braid.control.telemetry;

import dev.braid.control.event.Event;
import dev.braid.control.event.Events;
import dev.braid.control.store.Outbox;
import dev.braid.control.web.Code;
import dev.braid.control.web.Json;
import dev.braid.control.web.Problem;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The live stream. Each client is a virtual thread that reads the shared frames at its own pace: a slow one skips seconds, a
 * gone one ends at its next write. Nothing is queued for anybody. The id is {@code SECOND-EVENT-REVISION}: where to go on.
 */
@Component
class LiveFeed {
    private static final int MOST_CLIENTS = 200;
    /** A right that was taken away ends here at the latest; browsers come back by themselves. */
    private static final int LONGEST_SECONDS = 300;

    private static final int EVENTS_AT_ONCE = 200;

    private final Frames frames;
    private final Events events;
    private final Changes changes;
    private final Json json;
    private final Clock clock;
    private final long heartbeatMillis;
    private final AtomicInteger clients = new AtomicInteger();

    LiveFeed(
            Frames frames,
            Events events,
            Outbox outbox,
            Json json,
            Clock clock,
            @Value("${braid.live-heartbeat-seconds:10}") int heartbeatSeconds) {
        this.frames = frames;
        this.events = events;
        this.json = json;
        this.clock = clock;
        heartbeatMillis = TimeUnit.SECONDS.toMillis(heartbeatSeconds);
        this.changes = new Changes(outbox, frames::wake);
    }

    /** Where a client is. */
    private static final class Place {
        private long second;
        private long event;
        private long revision;
        /** Not in the id: a sample says the same again. */
        private long news;

        String id() {
            return second + "-" + event + "-" + revision;
        }
    }

    void serve(Set<String> nodes, @Nullable String lastEventId, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (clients.incrementAndGet() > MOST_CLIENTS) {
            clients.decrementAndGet();
            throw Problem.of(Code.SLOW_DOWN, "There are " + MOST_CLIENTS + " live streams already.")
                    .retryAfter(30);
        }
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            stream(nodes, begin(lastEventId), response.getOutputStream());
        } finally {
            clients.decrementAndGet();
        }
    }

    int clients() {
        return clients.get();
    }

    private void stream(Set<String> nodes, Place place, ServletOutputStream out)
            throws IOException, InterruptedException {
        Instant end = clock.instant().plusSeconds(LONGEST_SECONDS);
        out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        while (clock.instant().isBefore(end)) {
            long turn = frames.turn();
            boolean wrote = writeFrames(nodes, place, out);
            wrote |= writeNews(nodes, place, out);
            wrote |= writeEvents(nodes, place, out);
            wrote |= writeChanges(place, out);
            if (!wrote && !frames.awaitTurnAfter(turn, heartbeatMillis)) {
                out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                wrote = true;
            }
            if (wrote) {
                out.flush();
            }
        }
    }

    private boolean writeFrames(Set<String> nodes, Place place, ServletOutputStream out) throws IOException {
        List<Frame> waiting = frames.after(place.second);
        for (Frame frame : waiting) {
            place.second = frame.second();
            write("sample", place, frame.json(nodes), out);
        }
        return !waiting.isEmpty();
    }

    private boolean writeNews(Set<String> nodes, Place place, ServletOutputStream out) throws IOException {
        boolean wrote = false;
        for (Frames.News one : frames.newsAfter(place.news)) {
            place.news = one.number();
            if (nodes.isEmpty() || one.frame().nodes().keySet().stream().anyMatch(nodes::contains)) {
                write("state", place, one.frame().json(nodes), out);
                wrote = true;
            }
        }
        return wrote;
    }

    private boolean writeEvents(Set<String> nodes, Place place, ServletOutputStream out) throws IOException {
        if (changes.newestEvent() <= place.event) {
            return false;
        }
        List<Event> waiting = events.after(place.event, EVENTS_AT_ONCE);
        for (Event event : waiting) {
            place.event = event.id();
            if (nodes.isEmpty() || event.node() == null || nodes.contains(event.node())) {
                write("event", place, json.write(event), out);
            }
        }
        return !waiting.isEmpty();
    }

    private boolean writeChanges(Place place, ServletOutputStream out) throws IOException {
        List<Outbox.Change> waiting = changes.after(place.revision);
        for (Outbox.Change change : waiting) {
            place.revision = change.revision();
            write(
                    "changed",
                    place,
                    json.write(Map.of("topic", change.topic(), "name", change.name(), "revision", change.revision())),
                    out);
        }
        return !waiting.isEmpty();
    }

    private static void write(String event, Place place, String data, ServletOutputStream out) throws IOException {
        String text = "event: " + event + "\nid: " + place.id() + "\ndata: " + data + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Place begin(@Nullable String lastEventId) {
        Place place = new Place();
        place.second = clock.instant().getEpochSecond() - 1;
        place.news = frames.newestNews();
        place.event = events.newest();
        place.revision = changes.newest();
        if (lastEventId != null && lastEventId.matches("[0-9]{1,18}-[0-9]{1,18}-[0-9]{1,18}")) {
            String[] parts = lastEventId.split("-");
            place.second = Long.parseLong(parts[0]);
            place.event = Long.parseLong(parts[1]);
            place.revision = Long.parseLong(parts[2]);
        }
        return place;
    }
}
