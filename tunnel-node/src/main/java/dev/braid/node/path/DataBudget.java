package dev.braid.node.path;

import dev.braid.node.contract.NodeSpec.DataCap;
import dev.braid.node.contract.WireJson;
import dev.braid.node.identity.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what uplinks carry in their billing periods. The kernel's own counters of the interface are read, and the last reading is kept with the
 * sum: so what passes while the node is away, or after the last time it wrote, is counted all the same, as long as the machine runs. After a
 * boot, or when the interface is a new one of the same name, its counters began at 0, and all they show is new.
 *
 * <p>Belongs to the paths' thread.
 */
final class DataBudget {
    /** The kernel's counters. */
    interface Counters {
        /** Received and sent together, since the interface came to be; null when there is none of that name. */
        @Nullable
        Long bytes(String interfaceName);

        /** Another when counters may have begun anew. */
        String epoch(String interfaceName);
    }

    /** What happens to a budget. */
    enum Mark {
        WARNING,
        CAP,
        NEW_PERIOD
    }

    /**
     * One uplink's sum.
     *
     * @param lastBytes of the counter, when it was read last
     * @param epoch of the counter then
     */
    record Entry(
            String uplink,
            String interfaceName,
            String periodStart,
            long usedBytes,
            String epoch,
            long lastBytes,
            boolean warned,
            boolean reached) {}

    private record Book(@Nullable List<Entry> entries) {}

    private static final Logger log = LoggerFactory.getLogger(DataBudget.class);
    private static final long WRITE_EVERY_NS = TimeUnit.SECONDS.toNanos(30);

    private final Path file;
    private final Counters counters;
    private final InstantSource time;
    private final ZoneId zone;
    private final Map<String, Entry> entries = new TreeMap<>();
    private boolean dirty;
    private long writtenNs;

    private DataBudget(Path file, Counters counters, InstantSource time, ZoneId zone) {
        this.file = file;
        this.counters = counters;
        this.time = time;
        this.zone = zone;
    }

    /** Goes on where the last run has written; a file that is not whole is somebody's damage, and counting starts anew with a warning. */
    static DataBudget open(Path directory, Counters counters, InstantSource time, ZoneId zone) throws IOException {
        DataBudget budget = new DataBudget(directory.resolve("data-usage.json"), counters, time, zone);
        if (Files.exists(budget.file)) {
            budget.read(new String(Files.readAllBytes(budget.file), StandardCharsets.UTF_8));
        }
        return budget;
    }

    /** Counts on; answers what this has brought about. {@code interfaceName} is "" while there is none. */
    List<Mark> count(String uplink, String interfaceName, DataCap cap) {
        Long bytes = interfaceName.isEmpty() ? null : counters.bytes(interfaceName);
        LocalDate start = periodStart(LocalDate.ofInstant(time.instant(), zone), cap.billingDay());
        Entry before = entries.get(uplink);
        List<Mark> marks = new ArrayList<>();
        long used = before == null ? 0 : before.usedBytes();
        boolean warned = before != null && before.warned();
        boolean reached = before != null && before.reached();
        if (before != null && !before.periodStart().equals(start.toString())) {
            marks.add(Mark.NEW_PERIOD);
            used = 0;
            warned = false;
            reached = false;
        }
        String epoch = bytes == null ? before == null ? "" : before.epoch() : counters.epoch(interfaceName);
        long last = bytes == null ? before == null ? 0 : before.lastBytes() : bytes;
        used += bytes == null || before == null ? 0 : grown(before, interfaceName, epoch, bytes);
        if (!warned && used >= cap.limitBytes() * cap.warnAtRatio()) {
            marks.add(Mark.WARNING);
            warned = true;
        }
        if (used >= cap.limitBytes() != reached) {
            reached = !reached;
            if (reached) {
                marks.add(Mark.CAP);
            }
        }
        Entry now = new Entry(uplink, interfaceName, start.toString(), used, epoch, last, warned, reached);
        dirty |= !now.equals(before);
        entries.put(uplink, now);
        return marks;
    }

    boolean isReached(String uplink) {
        Entry entry = entries.get(uplink);
        return entry != null && entry.reached();
    }

    @Nullable
    DataUsage usage(String uplink, @Nullable DataCap cap) {
        Entry entry = entries.get(uplink);
        return entry == null || cap == null
                ? null
                : new DataUsage(LocalDate.parse(entry.periodStart()), entry.usedBytes(), cap.limitBytes());
    }

    /** Brings sums to the disk, now and then; {@code atOnce} when something hangs on them. */
    void write(boolean atOnce, long nowNs) {
        if (!dirty || !(atOnce || nowNs - writtenNs >= WRITE_EVERY_NS)) {
            return;
        }
        writtenNs = nowNs;
        try {
            String text = WireJson.write(new Book(List.copyOf(entries.values())));
            AtomicFile.replace(file, text.getBytes(StandardCharsets.UTF_8), AtomicFile.SECRET);
            dirty = false;
        } catch (IOException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("What was used of data cannot be written to disk");
        }
    }

    /** The last day that began a period, today included. */
    static LocalDate periodStart(LocalDate today, int billingDay) {
        LocalDate thisMonth = day(YearMonth.from(today), billingDay);
        return thisMonth.isAfter(today) ? day(YearMonth.from(today).minusMonths(1), billingDay) : thisMonth;
    }

    private static LocalDate day(YearMonth month, int billingDay) {
        return month.atDay(Math.min(billingDay, month.lengthOfMonth()));
    }

    private static long grown(Entry before, String interfaceName, String epoch, long bytes) {
        if (!before.interfaceName().equals(interfaceName)
                && !before.interfaceName().isEmpty()) {
            return 0; // another interface: what it has carried before was no part of this uplink
        }
        return before.epoch().equals(epoch) && bytes >= before.lastBytes() ? bytes - before.lastBytes() : bytes;
    }

    private void read(String text) {
        try {
            List<Entry> read = WireJson.read(text, Book.class).entries();
            for (Entry entry : read == null ? List.<Entry>of() : read) {
                LocalDate.parse(entry.periodStart());
                entries.put(entry.uplink(), entry);
            }
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("file", file).log("What was used of data cannot be read; counting starts anew");
            entries.clear();
        }
    }
}
