package dev.braid.control.telemetry;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads series over time, in the finest resolution that the range allows. Seconds from before this instance heard of a series, as
 * after a restart, are those of the minutes in the store.
 */
@Component
class HistoryQuery {
    private static final Duration MINUTES_REACH = Duration.ofDays(7);
    /** Clocks differ; but nobody has the seconds of the years to come listed. */
    private static final Duration LONGEST_IN_SECONDS = Duration.ofSeconds(Ring.SECONDS + 60);

    private static final Duration LONGEST_IN_MINUTES = Duration.ofDays(2);

    /** Columns: {@code values[i]} is of the second, minute or hour that begins at {@code times[i]}; null is a gap. */
    @Schema(name = "History")
    record Answer(
            @Schema(
                    allowableValues = {"1", "60", "3600"},
                    example = "60")
            int resolutionSeconds,

            @Schema(description = "Seconds since 1970, UTC") List<Long> times,
            List<Column> series) {}

    @Schema(name = "HistorySeries")
    record Column(
            @Schema(example = "home.fra") String tunnel,

            @Schema(example = "dsl", description = "Null for the tunnel as a whole") @Nullable
            String path,

            Metric metric,
            @Schema(description = "A gap is null") List<@Nullable Double> values) {}

    /**
     * What is asked for.
     *
     * @param tunnel the peer's name, or null for all
     * @param path null for all, with the tunnel itself
     */
    record Range(
            String node,
            @Nullable String tunnel,
            @Nullable String path,
            Set<Metric> metrics,
            Instant from,
            Instant to) {
        boolean takes(SeriesKey key) {
            return (tunnel == null || tunnel.equals(key.tunnel())) && (path == null || path.equals(key.path()));
        }
    }

    private final Live live;
    private final History history;
    private final Clock clock;

    HistoryQuery(Live live, History history, Clock clock) {
        this.live = live;
        this.history = history;
        this.clock = clock;
    }

    Answer read(Range range) {
        int resolution = resolution(range);
        long from = Math.floorDiv(range.from().getEpochSecond(), resolution) * resolution;
        long to = Math.floorDiv(range.to().getEpochSecond(), resolution) * resolution + resolution;
        int count = (int) ((to - from) / resolution);
        List<Long> times =
                LongStream.range(0, count).mapToObj(i -> from + i * resolution).toList();
        List<Column> columns = new ArrayList<>();
        Map<SeriesKey, Long> known = new LinkedHashMap<>();
        for (History.Series series : history.series(range.node(), range.tunnel())) {
            known.put(new SeriesKey(series.tunnel(), series.path()), series.id());
        }
        if (resolution == 1) {
            seconds(range, known, from, count).forEach((key, samples) -> add(columns, range, key, samples));
        } else {
            known.forEach((key, series) -> {
                if (range.takes(key)) {
                    Sample[] samples = stored(series, resolution, from, count);
                    if (resolution == History.HOUR) {
                        addHoursToBeMade(samples, series, from);
                    }
                    add(columns, range, key, samples);
                }
            });
        }
        return new Answer(resolution, times, columns);
    }

    private Map<SeriesKey, Sample[]> seconds(Range range, Map<SeriesKey, Long> known, long from, int count) {
        Map<SeriesKey, Sample[]> seconds = new LinkedHashMap<>();
        Map<SeriesKey, Long> begun = new HashMap<>();
        NodeLive node = live.node(range.node());
        if (node != null) {
            node.eachSeries((key, ring) -> {
                seconds.put(key, Arrays.copyOf(ring.read(from, from + count), count));
                begun.put(key, ring.first());
            });
        }
        known.forEach((key, series) -> {
            long until = Math.min(from + count, begun.getOrDefault(key, Long.MAX_VALUE));
            if (range.takes(key) && until > from) {
                Sample[] before = ofMinutes(series, from, (int) (until - from));
                if (Arrays.stream(before).anyMatch(Objects::nonNull)) {
                    System.arraycopy(
                            before, 0, seconds.computeIfAbsent(key, none -> new Sample[count]), 0, before.length);
                }
            }
        });
        return seconds;
    }

    /** Each second as its minute was. */
    private Sample[] ofMinutes(long series, long from, int count) {
        long first = from / History.MINUTE * History.MINUTE;
        Sample[] minutes = stored(series, History.MINUTE, first, (int) (from + count - 1 - first) / History.MINUTE + 1);
        Sample[] seconds = new Sample[count];
        Arrays.setAll(seconds, i -> minutes[(int) (from + i - first) / History.MINUTE]);
        return seconds;
    }

    /** An hour that goes on, or was not summed up yet, is as its minutes were so far. */
    private void addHoursToBeMade(Sample[] hours, long series, long from) {
        long now = clock.instant().getEpochSecond();
        long last = now / History.HOUR * History.HOUR;
        for (long hour = last - History.HOUR; hour <= last; hour += History.HOUR) {
            int i = (int) ((hour - from) / History.HOUR);
            if (hour >= from && i < hours.length && hours[i] == null) {
                Means means = new Means();
                Arrays.stream(stored(series, History.MINUTE, hour, History.PLACES))
                        .filter(Objects::nonNull)
                        .forEach(means::add);
                if (means.count() > 0) {
                    long minutes = Math.min(History.PLACES, (now - hour) / History.MINUTE);
                    hours[i] = means.over(Math.max(means.count(), minutes));
                }
            }
        }
    }

    private Sample[] stored(long series, int resolution, long from, int count) {
        Sample[] samples = new Sample[count];
        Sample[] places = new Sample[History.PLACES];
        for (History.Chunk chunk : history.chunks(series, resolution, from, from + (long) count * resolution)) {
            Arrays.fill(places, null);
            Sample.decode(chunk.data(), places);
            for (int i = 0; i < places.length; i++) {
                long at = (chunk.startAt() + (long) i * resolution - from) / resolution;
                if (places[i] != null && at >= 0 && at < count) {
                    samples[(int) at] = places[i];
                }
            }
        }
        return samples;
    }

    private static void add(List<Column> columns, Range range, SeriesKey key, Sample[] samples) {
        if (!range.takes(key)) {
            return;
        }
        for (Metric metric : range.metrics()) {
            List<@Nullable Double> values = new ArrayList<>(samples.length);
            for (Sample sample : samples) {
                boolean unknown = sample == null || (metric == Metric.RTT_MS && sample.rttMs() == 0);
                values.add(unknown ? null : sample.value(metric));
            }
            columns.add(new Column(
                    TunnelView.name(range.node(), key.tunnel()),
                    key.path().isEmpty() ? null : key.path(),
                    metric,
                    values));
        }
    }

    private int resolution(Range range) {
        Instant now = clock.instant();
        Duration length = Duration.between(range.from(), range.to());
        if (!range.from().isBefore(now.minusSeconds(Ring.SECONDS)) && length.compareTo(LONGEST_IN_SECONDS) <= 0) {
            return 1;
        }
        boolean minutes =
                length.compareTo(LONGEST_IN_MINUTES) <= 0 && !range.from().isBefore(now.minus(MINUTES_REACH));
        return minutes ? History.MINUTE : History.HOUR;
    }
}
