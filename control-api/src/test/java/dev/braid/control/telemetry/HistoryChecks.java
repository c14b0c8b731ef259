package dev.braid.control.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.control.telemetry.History.Entry;
import java.util.List;
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

    private static Sample[] decode(List<History.Chunk> chunks) {
        Sample[] places = new Sample[History.PLACES];
        assertThat(chunks).hasSize(1);
        Sample.decode(chunks.getFirst().data(), places);
        return places;
    }
}
