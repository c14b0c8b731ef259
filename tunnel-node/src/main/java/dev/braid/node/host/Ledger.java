package dev.braid.node.host;

import dev.braid.node.host.LedgerLine.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we have changed and not yet undone, on disk before it is done (write-ahead).
 *
 * <pre>
 *   append ---- line on disk (fsync) ----> [change is made] ---- change undone ----> strike
 *      crash here: undone though never made     crash here: undone       crash here: undone twice
 * </pre>
 *
 * All three are harmless, see {@link Changes}. Struck lines need no fsync for the same reason. The file is rewritten when
 * most of it is struck lines.
 */
final class Ledger implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final int VERSION = 1;
    private static final int SPARE_LINES = 64;

    private final Path file;
    private final Origin origin;
    private final Map<Long, Entry> live = new LinkedHashMap<>();
    private FileChannel channel;
    private long nextNumber = 1;
    private int lines;

    private Ledger(Path file, Origin origin, List<Entry> entries) throws IOException {
        this.file = file;
        this.origin = origin;
        for (Entry entry : entries) {
            live.put(entry.number(), entry);
            nextNumber = Math.max(nextNumber, entry.number() + 1);
        }
        this.channel = rewrite();
    }

    /**
     * What an earlier run left is in {@link #live()} afterwards, if it still concerns this machine.
     *
     * @param here where we are now
     */
    static Ledger open(Path stateDirectory, Origin here) throws IOException {
        Path file = stateDirectory.resolve("ledger.jsonl");
        return new Ledger(file, here, Files.exists(file) ? readLeftOver(file, here) : List.of());
    }

    /** Oldest first. */
    List<Entry> live() {
        return List.copyOf(live.values());
    }

    /** On disk when this returns. One fsync for all. */
    List<Entry> append(String scope, List<HostChange> changes) throws IOException {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (HostChange change : changes) {
            Entry entry = new Entry(nextNumber++, scope, change);
            entries.add(entry);
            text.append(entry.json()).append('\n');
        }
        write(channel, text.toString());
        channel.force(false);
        lines += entries.size();
        entries.forEach(e -> live.put(e.number(), e));
        return entries;
    }

    void strike(Entry entry) throws IOException {
        live.remove(entry.number());
        write(channel, new LedgerLine.Struck(entry.number()).json() + '\n');
        lines++;
        if (lines > 2 * live.size() + SPARE_LINES) {
            channel.close();
            channel = rewrite();
        }
    }

    /** With nothing left to undo the file goes, too. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (live.isEmpty()) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Entry> readLeftOver(Path file, Origin here) throws IOException {
        List<String> text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        LedgerLine first = text.isEmpty() ? null : LedgerLine.read(text.getFirst());
        if (!(first instanceof LedgerLine.Opened opened)) {
            // The first line is on disk before the first change is: whoever wrote this never came to change anything.
            return List.of();
        }
        if (!opened.origin().sameBoot(here)) {
            log.atInfo().addKeyValue("file", file).log("Discarding a ledger from before the last boot");
            return List.of();
        }
        List<Entry> entries = liveEntries(text.subList(1, text.size()), file);
        return entries.isEmpty() || opened.origin().sameNamespace(here)
                ? entries
                : setAside(file, opened.origin(), here);
    }

    private static List<Entry> setAside(Path file, Origin there, Origin here) throws IOException {
        if (there.isSeenFrom(here)) {
            throw new HostException("the ledger " + file + " was written in another network namespace (net:["
                    + there.namespaceInode() + "], this is net:[" + here.namespaceInode()
                    + "]) by a node that could not clean up; start and stop braid-node there once, or, if nothing is to be"
                    + " restored there, delete the file");
        }
        Path aside = file.resolveSibling("ledger.other-namespace.jsonl");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        log.atWarn()
                .addKeyValue("file", aside)
                .log("Setting aside a ledger whose network namespace is not to be found: its changes went with it");
        return List.of();
    }

    private static List<Entry> liveEntries(List<String> text, Path file) {
        Map<Long, Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < text.size(); i++) {
            switch (LedgerLine.read(text.get(i))) {
                case Entry entry -> entries.put(entry.number(), entry);
                case LedgerLine.Struck struck -> entries.remove(struck.number());
                case LedgerLine.Opened ignored -> {}
                case null -> warnUnlessTorn(i == text.size() - 1, file, i + 2);
            }
        }
        return List.copyOf(entries.values());
    }

    /** The last line may be half written; its change was not made then. */
    private static void warnUnlessTorn(boolean last, Path file, int line) {
        if (!last) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("line", line)
                    .log("A line of the ledger is not readable; its change is not undone");
        }
    }

    /** Never leaves a half-written file under the ledger's name. */
    private FileChannel rewrite() throws IOException {
        Path next = file.resolveSibling("ledger.jsonl.new");
        Files.deleteIfExists(next);
        FileChannel out = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        StringBuilder text = new StringBuilder(new LedgerLine.Opened(VERSION, origin).json()).append('\n');
        live.values().forEach(e -> text.append(e.json()).append('\n'));
        write(out, text.toString());
        out.force(true);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(file.toAbsolutePath().getParent());
        lines = live.size() + 1;
        return out;
    }

    private static void syncDirectory(@Nullable Path directory) throws IOException {
        if (directory != null) {
            try (FileChannel handle = FileChannel.open(directory, StandardOpenOption.READ)) {
                handle.force(true);
            }
        }
    }

    private static void write(FileChannel out, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
