package dev.braid.control.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.control.telemetry.History.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** What figures over time are worth after they were in the store; for both databases. */
public final class HistoryChecks {
    /** Far ahead, where nobody has written and no hour is made yet. */
    private static final long HOUR = 4_000_000_000L / 3_600 * 3_600;

    private HistoryChecks() {}

    public static void minutesBecomeAnHourOnce(ApplicationContext context) {
        History history = context.getBean(History.class);
        SeriesKey key = new SeriesKey("hub", "dsl");
        for (int minute = 0; minute < 30; minute++) {
            history.addMinute(HOUR + minute * 60L, List.of(new Entry("past", key, new Sample(2e6, 1e6, 20, 0.1, 1))));
        }
        assertThat(history.rollUp(HOUR)).isTrue();
        assertThat(history.rollUp(HOUR)).isFalse();

        long series = history.series("past", "hub").getFirst().id();
        Sample[] minutes = decode(history.chunks(series, History.MINUTE, HOUR, HOUR + 3_600));
        assertThat(minutes[29].outboundBitsPerSecond()).isCloseTo(2e6, within(100.0));
        assertThat(minutes[30]).isNull();

        List<History.Chunk> hours = history.chunks(series, History.HOUR, HOUR, HOUR + 3_600);
        Sample hour = decode(hours)[(int) ((HOUR - hours.getFirst().startAt()) / History.HOUR)];
        assertThat(hour.outboundBitsPerSecond())
                .as("half of the hour was silent")
                .isCloseTo(1e6, within(100.0));
        assertThat(hour.upRatio()).isCloseTo(0.5, within(0.001));
        assertThat(hour.rttMs()).isCloseTo(20, within(0.01));
    }

    /** As after a restart: nothing is in memory. */
    public static void secondsThatNobodyHereHeardAreThoseOfTheirMinute(ApplicationContext context) {
        long minute = Instant.now().getEpochSecond() / 60 * 60 - 300;
        SeriesKey key = new SeriesKey("fra", "dsl");
        Sample sample = new Sample(2e6, 1e6, 20, 0, 1);
        context.getBean(History.class).addMinute(minute, List.of(new Entry("restarted", key, sample)));
        HistoryQuery query = context.getBean(HistoryQuery.class);
        assertThat(outbound(query, minute - 30, minute + 90))
                .hasSize(121)
                .satisfies(values -> assertThat(values.subList(0, 30)).containsOnlyNulls())
                .satisfies(values -> assertThat(values.subList(30, 90))
                        .allSatisfy(v -> assertThat(v).isCloseTo(2e6, within(100.0))))
                .satisfies(values -> assertThat(values.subList(90, 121)).containsOnlyNulls());

        Live live = context.getBean(Live.class);
        live.accept("restarted", NodeLiveTest.report(NodeLiveTest.path(0, 0)), Instant.ofEpochSecond(minute + 40));
        List<@Nullable Double> begun = outbound(query, minute, minute + 60);
        assertThat(begun.subList(0, 40)).doesNotContainNull();
        assertThat(begun.get(40))
                .as("what was heard here stays as it was heard")
                .isZero();
        assertThat(begun.subList(41, 61)).containsOnlyNulls();
        live.forget("restarted");
    }

    public static void theHourThatGoesOnIsAsItsMinutesWereSoFar(ApplicationContext context) {
        long now = Instant.now().getEpochSecond();
        long hour = now / History.HOUR * History.HOUR;
        Sample sample = new Sample(2e6, 1e6, 20, 0, 1);
        context.getBean(History.class)
                .addMinute(now / 60 * 60, List.of(new Entry("begun", new SeriesKey("fra", "dsl"), sample)));
        HistoryQuery.Answer answer = context.getBean(HistoryQuery.class)
                .read(new HistoryQuery.Range(
                        "begun",
                        null,
                        "dsl",
                        Set.of(Metric.RTT_MS, Metric.OUTBOUND_BITS_PER_SECOND),
                        Instant.ofEpochSecond(hour - 72 * History.HOUR),
                        Instant.ofEpochSecond(hour)));
        assertThat(answer.resolutionSeconds()).isEqualTo(History.HOUR);
        assertThat(answer.series()).hasSize(2).allSatisfy(column -> {
            double most = column.metric() == Metric.RTT_MS ? 20 : 2e6;
            assertThat(column.values().subList(0, 72)).containsOnlyNulls();
            assertThat(column.values().getLast()).isBetween(most / 60 * 0.99, most * 1.01);
        });
    }

    public static void aYearToComeIsNotListedByTheSecond(ApplicationContext context) {
        Instant now = Instant.now();
        HistoryQuery.Answer answer = context.getBean(HistoryQuery.class)
                .read(new HistoryQuery.Range(
                        "nobody", null, null, Set.of(Metric.RTT_MS), now, now.plus(Duration.ofDays(400))));
        assertThat(answer.resolutionSeconds()).isEqualTo(History.HOUR);
        assertThat(answer.times()).hasSize(400 * 24 + 1);
    }

    private static List<@Nullable Double> outbound(HistoryQuery query, long from, long to) {
        HistoryQuery.Answer answer = query.read(new HistoryQuery.Range(
                "restarted",
                null,
                "dsl",
                Set.of(Metric.OUTBOUND_BITS_PER_SECOND),
                Instant.ofEpochSecond(from),
                Instant.ofEpochSecond(to)));
        assertThat(answer.resolutionSeconds()).isEqualTo(1);
        assertThat(answer.series()).hasSize(1);
        assertThat(answer.series().getFirst().values()).hasSameSizeAs(answer.times());
        return answer.series().getFirst().values();
    }

    private static Sample[] decode(List<History.Chunk> chunks) {
        Sample[] places = new Sample[History.PLACES];
        assertThat(chunks).hasSize(1);
        Sample.decode(chunks.getFirst().data(), places);
        return places;
    }
}
