package dev.braid.control.telemetry;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads series over time, in the finest resolution that the range allows. */
@Component
class HistoryQuery {
    private static final Duration MINUTES_REACH = Duration.ofDays(7);
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
        if (resolution == 1) {
            NodeLive node = live.node(range.node());
            if (node != null) {
                node.eachSeries((key, ring) -> add(columns, range, key, ring.read(from, to)));
            }
        } else {
            for (History.Series series : history.series(range.node(), range.tunnel())) {
                SeriesKey key = new SeriesKey(series.tunnel(), series.path());
                if (range.takes(key)) {
                    add(columns, range, key, stored(series.id(), resolution, from, count));
                }
            }
        }
        return new Answer(resolution, times, columns);
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
        if (!range.from().isBefore(now.minusSeconds(Ring.SECONDS))) {
            return 1;
        }
        boolean minutes =
                length.compareTo(LONGEST_IN_MINUTES) <= 0 && !range.from().isBefore(now.minus(MINUTES_REACH));
        return minutes ? History.MINUTE : History.HOUR;
    }
}
