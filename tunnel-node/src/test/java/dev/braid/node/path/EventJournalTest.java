package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJournalTest {
    @TempDir
    private Path directory;

    private static NodeEvent event(long id) {
        return new NodeEvent(
                id,
                Instant.ofEpochSecond(1_700_000_000L),
                "path",
                "fra",
                "dsl",
                State.UP,
                State.DOWN,
                "probes lost",
                "4 probes unanswered",
                Map.of("rttMs", 21.5));
    }

    @Test
    void goesOnWhereTheLastRunEnded() throws IOException {
        try (EventJournal journal = EventJournal.open(directory)) {
            journal.add(EventJournalTest::event);
            journal.add(EventJournalTest::event);
        }
        try (EventJournal journal = EventJournal.open(directory)) {
            assertThat(journal.after(0, 10)).containsExactly(event(1), event(2));
            assertThat(journal.add(EventJournalTest::event).id()).isEqualTo(3);
            assertThat(journal.after(1, 10)).extracting(NodeEvent::id).containsExactly(2L, 3L);
            assertThat(journal.after(0, 1)).extracting(NodeEvent::id).containsExactly(1L);
        }
    }

    @Test
    void aLineThatACrashHasCutIsSkipped() throws IOException {
        try (EventJournal journal = EventJournal.open(directory)) {
            journal.add(EventJournalTest::event);
        }
        Files.writeString(directory.resolve("events.jsonl"), "{\"id\":2,\"at\":\"20", StandardOpenOption.APPEND);
        try (EventJournal journal = EventJournal.open(directory)) {
            assertThat(journal.add(EventJournalTest::event).id()).isEqualTo(2);
        }
        try (EventJournal journal = EventJournal.open(directory)) {
            assertThat(journal.after(0, 10)).containsExactly(event(1), event(2));
        }
    }

    @Test
    void neverGrowsBeyondTwoFiles() throws IOException {
        try (EventJournal journal = EventJournal.open(directory)) {
            for (int i = 0; i < 10_000; i++) {
                journal.add(EventJournalTest::event);
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(EventJournal.MAX_FILE_BYTES + 1_000));
        }
        try (EventJournal journal = EventJournal.open(directory)) {
            assertThat(journal.after(0, 10_000))
                    .hasSizeGreaterThan(1_000)
                    .last()
                    .isEqualTo(event(10_000));
        }
    }

    @Test
    void whoAsksOnFromTheLastThatWasToldMissesNone() throws IOException {
        try (EventJournal journal = EventJournal.open(directory)) {
            for (int i = 0; i < 250; i++) {
                journal.add(EventJournalTest::event);
            }
            List<Long> told = new ArrayList<>();
            for (List<NodeEvent> next = journal.after(0, 100);
                    !next.isEmpty();
                    next = journal.after(told.getLast(), 100)) {
                next.forEach(event -> told.add(event.id()));
            }
            assertThat(told).hasSize(250).startsWith(1L).endsWith(250L).isSorted();
        }
    }

    @Test
    void whatIsNoTextIsNoReasonNotToStart() throws IOException {
        Files.write(directory.resolve("events.jsonl"), new byte[] {(byte) 0xff, 0, 10, (byte) 0x80});
        try (EventJournal journal = EventJournal.open(directory)) {
            assertThat(journal.after(0, 10)).isEmpty();
            assertThat(journal.add(EventJournalTest::event).id()).isEqualTo(1);
        }
    }
}
