package dev.braid.control.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.store.Settings;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationContext;

/** What is written in which order; by a clock that the test turns. */
public final class KeeperChecks {
    private KeeperChecks() {}

    /** @param hourOver when the hour is over by more than a minute or two, and its last minutes are not written */
    public static void anHourIsNotMadeBeforeItsLastMinute(ApplicationContext context, Instant hourOver) {
        Keeper keeper = context.getBean(Keeper.class);
        Settings settings = context.getBean(Settings.class);
        String hour = Long.toString(hourOver.getEpochSecond() / History.HOUR * History.HOUR - History.HOUR);
        synchronized (keeper) { // so that the minutes do not come in between
            keeper.saveHours();
            assertThat(settings.find("rolled-up-hour")).isNotEqualTo(Optional.of(hour));
            keeper.saveMinutes();
            keeper.saveHours();
            assertThat(settings.find("rolled-up-hour")).contains(hour);
        }
    }
}
