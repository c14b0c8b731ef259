package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec.AtCap;
import dev.braid.node.contract.NodeSpec.DataCap;
import dev.braid.node.path.DataBudget.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataBudgetTest {
    private static final DataCap CAP = new DataCap(1_000, 15, 0.8, AtCap.STOP);

    @TempDir
    private Path directory;

    private final Map<String, Long> bytes = new HashMap<>(Map.of("wwan0", 5_000L));
    private String epoch = "boot1";
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    @SuppressWarnings("NullAway.Init") // by restart(), before each test
    private DataBudget budget;

    private DataBudget open() {
        try {
            return DataBudget.open(
                    directory,
                    new DataBudget.Counters() {
                        @Override
                        public @Nullable Long bytes(String interfaceName) {
                            return bytes.get(interfaceName);
                        }

                        @Override
                        public String epoch(String interfaceName) {
                            return epoch;
                        }
                    },
                    () -> now,
                    ZoneOffset.UTC);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Mark> countAfter(long more) {
        bytes.merge("wwan0", more, Long::sum);
        return budget.count("lte", "wwan0", CAP);
    }

    private long used() {
        return Objects.requireNonNull(budget.usage("lte", CAP)).usedBytes();
    }

    /** As after kill -9: what was not written is gone. */
    @BeforeEach
    void restart() {
        budget = open();
    }

    @Test
    void countsFromNowOn() {
        assertThat(countAfter(0)).isEmpty();
        assertThat(used()).isZero();
        countAfter(300);
        countAfter(200);
        assertThat(used()).isEqualTo(500);
        assertThat(Objects.requireNonNull(budget.usage("lte", CAP)).periodStart())
                .isEqualTo("2026-11-15");
    }

    @Test
    void whatPassesWhileTheNodeIsAwayIsCounted() {
        countAfter(0);
        countAfter(300);
        budget.write(true, 0);
        countAfter(100); // never written
        restart();
        countAfter(50);
        assertThat(used()).isEqualTo(450);
    }

    @Test
    void afterABootTheCountersBeganAnew() {
        countAfter(0);
        countAfter(300);
        budget.write(true, 0);
        epoch = "boot2";
        bytes.put("wwan0", 120L);
        restart();
        countAfter(0);
        assertThat(used()).isEqualTo(420);
    }

    @Test
    void anInterfaceThatCameBackBeganAnew() {
        countAfter(0);
        countAfter(300);
        bytes.remove("wwan0");
        budget.count("lte", "", CAP);
        bytes.put("wwan0", 70L);
        budget.count("lte", "wwan0", CAP);
        assertThat(used()).isEqualTo(370);
    }

    @Test
    void anotherInterfacesPastIsNoPartOfIt() {
        countAfter(0);
        countAfter(300);
        bytes.put("wwan1", 1_000_000L);
        budget.count("lte", "wwan1", CAP);
        bytes.put("wwan1", 1_000_040L);
        budget.count("lte", "wwan1", CAP);
        assertThat(used()).isEqualTo(340);
    }

    @Test
    void warnsOnceAndStopsAtTheCap() {
        countAfter(0);
        assertThat(countAfter(799)).isEmpty();
        assertThat(countAfter(1)).containsExactly(Mark.WARNING);
        assertThat(countAfter(100)).isEmpty();
        assertThat(budget.isReached("lte")).isFalse();
        assertThat(countAfter(100)).containsExactly(Mark.CAP);
        assertThat(countAfter(100)).isEmpty();
        assertThat(budget.isReached("lte")).isTrue();
        budget.write(true, 0);
        restart();
        assertThat(countAfter(0)).isEmpty();
        assertThat(budget.isReached("lte")).isTrue();
    }

    @Test
    void aNewPeriodBeginsAtNothing() {
        countAfter(0);
        countAfter(1_200);
        now = Instant.parse("2026-12-15T00:00:01Z");
        assertThat(countAfter(10)).containsExactly(Mark.NEW_PERIOD);
        assertThat(used()).isEqualTo(10);
        assertThat(budget.isReached("lte")).isFalse();
    }

    @Test
    void aHigherLimitLetsItInAgain() {
        countAfter(0);
        countAfter(1_200);
        budget.count("lte", "wwan0", new DataCap(5_000, 15, 0.8, AtCap.STOP));
        assertThat(budget.isReached("lte")).isFalse();
    }

    @Test
    void monthsThatAreTooShortBeginOnTheirLastDay() {
        assertThat(DataBudget.periodStart(LocalDate.parse("2027-02-28"), 31)).isEqualTo("2027-02-28");
        assertThat(DataBudget.periodStart(LocalDate.parse("2027-03-30"), 31)).isEqualTo("2027-02-28");
        assertThat(DataBudget.periodStart(LocalDate.parse("2027-03-31"), 31)).isEqualTo("2027-03-31");
        assertThat(DataBudget.periodStart(LocalDate.parse("2027-01-01"), 15)).isEqualTo("2026-12-15");
        assertThat(DataBudget.periodStart(LocalDate.parse("2027-01-01"), 1)).isEqualTo("2027-01-01");
    }

    @Test
    void aDamagedFileIsNoReasonNotToStart() throws IOException {
        Files.writeString(directory.resolve("data-usage.json"), "{\"entries\":[{\"uplink\":\"lte\"");
        restart();
        assertThat(countAfter(0)).isEmpty();
        Files.writeString(
                directory.resolve("data-usage.json"), "{\"entries\":[{\"uplink\":\"lte\",\"periodStart\":\"?\"}]}");
        restart();
        assertThat(countAfter(0)).isEmpty();
    }

    @Test
    void countersAreReadFromTheKernelsTable() {
        assertThat(InterfaceCounters.parse(List.of(
                        "Inter-|   Receive                            |  Transmit",
                        " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets",
                        "    lo: 1000 1 0 0 0 0 0 0 2000 1 0 0 0 0 0 0",
                        "wwan0:7 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0",
                        "broken: 7")))
                .isEqualTo(Map.of("lo", 3_000L, "wwan0", 16L));
    }
}
