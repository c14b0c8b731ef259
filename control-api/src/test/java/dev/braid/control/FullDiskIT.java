package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.braid.control.store.Store;
import dev.braid.control.telemetry.Intake;
import dev.braid.control.telemetry.KeeperChecks;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What becomes of figures and events while the disk is full, over the ends of minutes and of an hour, and afterwards. */
class FullDiskIT {
    private static final NodeStatus.Path PATH =
            new NodeStatus.Path("dsl", NodeStatus.State.UP, null, 20, 0, 0, 1, 1, 0, 1.0);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Over ten seconds or more of tries, some of them each second. */
    private static final int MOST_LINES = 25;

    @TempDir
    Path directory;

    private final TurnedClock clock =
            new TurnedClock(Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(56)));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private int minutes;

    @Test
    void whatTheStoreCouldNotTakeIsThereWhenItCan() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("full"));
                Control control = Control.start(disk.root(), clock)) {
            root.addAppender(log);
            Client api = control.administrator();
            api.put("nodes/home", "{\"spec\":{\"kind\":\"edge\",\"hubs\":[]}}");
            report(control, "home");
            passMinute();
            until(() -> writtenMinutes(control, "home") == minutes);

            Path filler = disk.fill();
            until(() -> !control.bean(Intake.class).accept("home", reportOf("home", events("home", 1, 1))));
            int before = alarms().size();
            for (int id = 2; id <= 7; id++) {
                // The second one's series are new: their numbers are of a transaction that is undone.
                for (String node : List.of("home", "late")) {
                    assertThat(control.bean(Intake.class).accept(node, reportOf(node, events(node, id, id))))
                            .isFalse();
                }
                assertThat(api.get("nodes/home").json().at("/status/online").asBoolean())
                        .isTrue();
                assertThat(readiness(control)).isEqualTo(200);
                passMinute();
            }
            until(() -> alarms().stream().anyMatch(line -> line.contains("minutes of the history")));
            TimeUnit.SECONDS.sleep(6); // three more tries, which shall say nothing
            assertThat(alarms().subList(before, alarms().size()))
                    .hasSizeLessThan(MOST_LINES)
                    .noneMatch(line -> line.startsWith("ERROR"));
            assertThat(writtenMinutes(control, "home")).isLessThan(minutes);

            Files.delete(filler);
            KeeperChecks.anHourIsNotMadeBeforeItsLastMinute(control.context(), clock.instant());
            until(() -> writtenMinutes(control, "home") == minutes);
            until(() -> writtenMinutes(control, "late") == minutes - 1);
            until(() -> control.bean(Intake.class).accept("home", reportOf("home", events("home", 1, 7))));
            for (int id = 1; id <= 7; id++) {
                assertThat(eventsWith(control, "happened " + id + " to home")).isEqualTo(1);
            }
            until(() -> eventsWith(control, "Node late reports.") > 0);
        } finally {
            root.detachAppender(log);
        }
    }

    @Test
    void whatIsLostOfALongOutageIsSaid() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("long"));
                Control control = Control.start(disk.root(), clock)) {
            Path filler = disk.fill();
            until(() -> !control.bean(Intake.class).accept("home", reportOf("home", events("home", 1, 1))));
            for (int i = 0; i < 20; i++) {
                report(control, "home");
                passMinute();
            }
            TimeUnit.SECONDS.sleep(6); // at least one try
            Files.delete(filler);
            until(() -> eventsWith(control, "the history lacks") == 1);
            until(() -> writtenMinutes(control, "home") >= 13);
        }
    }

    private void passMinute() {
        clock.turn(MINUTE);
        minutes++;
    }

    private static void report(Control control, String node) {
        control.bean(Intake.class).accept(node, reportOf(node, List.of()));
    }

    private static NodeReport reportOf(String node, List<NodeEvent> events) {
        NodeReport report = EdgeReport.of(node, "fra", PATH, 1_000);
        return new NodeReport(
                report.version(),
                report.revisionReached(),
                null,
                null,
                0,
                report.certificateNotAfter(),
                report.interfaces(),
                report.status(),
                events);
    }

    private static List<NodeEvent> events(String node, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> new NodeEvent(
                        id,
                        Instant.now(),
                        "uplink",
                        "",
                        "dsl",
                        NodeStatus.State.UNKNOWN,
                        NodeStatus.State.UNKNOWN,
                        null,
                        "happened " + id + " to " + node,
                        Map.of()))
                .toList();
    }

    private List<String> alarms() {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    /** Of the path's series. */
    private static int writtenMinutes(Control control, String node) {
        return control.bean(Store.class)
                .jdbc()
                .sql("SELECT COALESCE(SUM(LENGTH(data)) / 20, 0) FROM metric_chunks"
                        + " JOIN metric_series ON metric_series.id = metric_chunks.series"
                        + " WHERE node = :node AND path = 'dsl' AND resolution_seconds = 60")
                .param("node", node)
                .query(Integer.class)
                .single();
    }

    private static int eventsWith(Control control, String words) {
        return control.bean(Store.class)
                .jdbc()
                .sql("SELECT COUNT(*) FROM events WHERE message LIKE :words")
                .param("words", "%" + words + "%")
                .query(Integer.class)
                .single();
    }

    private static int readiness(Control control) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(control.management().resolve("/actuator/health/readiness"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static void until(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
