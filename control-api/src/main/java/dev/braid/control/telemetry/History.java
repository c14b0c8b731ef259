package dev.braid.control.telemetry;

import dev.braid.control.store.Restored;
import dev.braid.control.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Repository;

/**
 * Samples in the store, 60 to a row: a row of minutes is an hour, a row of hours is two and a half days. Bounds: 1.2 kB per
 * series and hour for 7 days, and per 60 hours for 13 months; about 350 kB for a series altogether.
 */
@Repository
class History {
    static final int MINUTE = 60;
    static final int HOUR = 3_600;
    static final int PLACES = 60;

    private static final Duration KEEP_MINUTES = Duration.ofDays(7);
    private static final Duration KEEP_HOURS = Duration.ofDays(400);

    /** A series under its number. */
    record Series(long id, String node, String tunnel, String path) {}

    /** What one series did in one minute. */
    record Entry(String node, SeriesKey key, Sample sample) {}

    record Chunk(long series, long startAt, String data) {}

    private final Store store;
    private final Map<String, Map<SeriesKey, Long>> numbers = new ConcurrentHashMap<>();

    History(Store store) {
        this.store = store;
    }

    @EventListener
    void restored(Restored restored) {
        numbers.clear();
    }

    /**
     * Appends a minute of all series in one transaction.
     *
     * @param startSecond of the minute
     */
    void addMinute(long startSecond, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        boolean kept = false;
        try {
            store.write(() -> {
                entries.forEach(
                        entry -> append(number(entry.node(), entry.key()), MINUTE, startSecond, entry.sample()));
                return null;
            });
            kept = true;
        } finally {
            if (!kept) {
                numbers.clear(); // of series that were made in it, and are not there
            }
        }
    }

    /** Makes an hour of its minutes, once, whoever is asked to: the marker is in the same transaction. */
    boolean rollUp(long hourStartSecond) {
        return store.write(() -> {
            int marked = store.jdbc()
                    .sql("INSERT INTO settings (name, value) VALUES ('rolled-up-hour', :hour) ON CONFLICT (name)"
                            + " DO UPDATE SET value = excluded.value"
                            + " WHERE CAST(settings.value AS BIGINT) < CAST(excluded.value AS BIGINT)")
                    .param("hour", Long.toString(hourStartSecond))
                    .update();
            if (marked == 0) {
                return false;
            }
            for (Chunk chunk : chunksAt(MINUTE, hourStartSecond)) {
                append(chunk.series(), HOUR, hourStartSecond, mean(chunk));
            }
            return true;
        });
    }

    List<Chunk> chunks(long series, int resolution, long from, long to) {
        return store.jdbc()
                .sql(
                        "SELECT series, start_at, data FROM metric_chunks WHERE series = :series"
                                + " AND resolution_seconds = :resolution AND start_at > :from AND start_at < :to ORDER BY start_at")
                .param("series", series)
                .param("resolution", resolution)
                .param("from", from - (long) resolution * PLACES)
                .param("to", to)
                .query(Chunk.class)
                .list();
    }

    /** @param tunnel one peer's, or null for all */
    List<Series> series(String node, @Nullable String tunnel) {
        return store.jdbc()
                .sql("SELECT id, node, tunnel, path FROM metric_series WHERE node = :node"
                        + (tunnel == null ? "" : " AND tunnel = :tunnel") + " ORDER BY tunnel, path")
                .param("node", node)
                .param("tunnel", tunnel == null ? "" : tunnel)
                .query(Series.class)
                .list();
    }

    void prune(Instant now) {
        prune(MINUTE, now.minus(KEEP_MINUTES));
        prune(HOUR, now.minus(KEEP_HOURS));
        store.write(() -> store.jdbc()
                .sql("DELETE FROM metric_series WHERE NOT EXISTS"
                        + " (SELECT 1 FROM metric_chunks WHERE metric_chunks.series = metric_series.id)")
                .update());
        numbers.clear();
    }

    private void prune(int resolution, Instant oldest) {
        store.write(() -> store.jdbc()
                .sql("DELETE FROM metric_chunks WHERE resolution_seconds = :resolution AND start_at < :oldest")
                .param("resolution", resolution)
                .param("oldest", oldest.getEpochSecond())
                .update());
    }

    private List<Chunk> chunksAt(int resolution, long start) {
        return store.jdbc()
                .sql("SELECT series, start_at, data FROM metric_chunks"
                        + " WHERE resolution_seconds = :resolution AND start_at = :start")
                .param("resolution", resolution)
                .param("start", start)
                .query(Chunk.class)
                .list();
    }

    private static Sample mean(Chunk chunk) {
        Sample[] minutes = new Sample[PLACES];
        Sample.decode(chunk.data(), minutes);
        Means means = new Means();
        for (Sample minute : minutes) {
            if (minute != null) {
                means.add(minute);
            }
        }
        return means.over(PLACES);
    }

    private void append(long series, int resolution, long startSecond, Sample sample) {
        long span = (long) resolution * PLACES;
        long chunk = startSecond / span * span;
        store.jdbc()
                .sql("INSERT INTO metric_chunks (series, resolution_seconds, start_at, data)"
                        + " VALUES (:series, :resolution, :start, :data) ON CONFLICT (series, resolution_seconds, start_at)"
                        + " DO UPDATE SET data = metric_chunks.data || excluded.data")
                .param("series", series)
                .param("resolution", resolution)
                .param("start", chunk)
                .param("data", sample.encode((int) ((startSecond - chunk) / resolution)))
                .update();
    }

    private long number(String node, SeriesKey key) {
        return numbers.computeIfAbsent(node, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(key, made -> find(node, made));
    }

    private long find(String node, SeriesKey key) {
        return store.jdbc()
                .sql("INSERT INTO metric_series (id, node, tunnel, path) VALUES (:id, :node, :tunnel, :path)"
                        + " ON CONFLICT (node, tunnel, path) DO UPDATE SET path = excluded.path RETURNING id")
                .param("id", store.next("series", 1))
                .param("node", node)
                .param("tunnel", key.tunnel())
                .param("path", key.path())
                .query(Long.class)
                .single();
    }
}
