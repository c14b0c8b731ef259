package dev.braid.node.path;

import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.WireJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has happened, the newest of it, in memory and on disk: one event a line, written at once, in a file that is put aside when it is full,
 * so that two files of bounded size are all there ever is. A line that a crash has cut short is skipped. A disk that fails costs the record and
 * nothing else. Any thread.
 */
public final class EventJournal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventJournal.class);
    private static final int KEPT = 2_000;
    static final long MAX_FILE_BYTES = 512 * 1024;

    private final Path file;
    private final Path older;
    private final Deque<NodeEvent> events = new ArrayDeque<>();
    private FileChannel channel;
    private long lastId;
    private boolean failing;

    private EventJournal(Path directory) throws IOException {
        file = directory.resolve("events.jsonl");
        older = directory.resolve("events.1.jsonl");
        read(older);
        read(file);
        channel = open();
        endTornLine();
    }

    /** Goes on where the last run has ended. */
    public static EventJournal open(Path directory) throws IOException {
        return new EventJournal(directory);
    }

    /** {@code make} gives the event its content for the id it gets. */
    public synchronized NodeEvent add(LongFunction<NodeEvent> make) {
        NodeEvent event = make.apply(++lastId);
        keep(event);
        try {
            write(WireJson.write(event) + "\n");
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("Events cannot be written to disk");
            }
            failing = true;
        }
        return event;
    }

    /** The {@code max} next ones behind {@code id}, so that whoever asks on from the last of them misses none. */
    public synchronized List<NodeEvent> after(long id, int max) {
        return events.stream().filter(e -> e.id() > id).limit(max).toList();
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.atDebug().addKeyValue("reason", e.getMessage()).log("The journal did not close");
        }
    }

    private void keep(NodeEvent event) {
        events.addLast(event);
        if (events.size() > KEPT) {
            events.removeFirst();
        }
    }

    private void read(Path from) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        // Bytes that are no text are somebody's damage, and no reason not to start.
        for (String line : new String(Files.readAllBytes(from), StandardCharsets.UTF_8).split("\n")) {
            try {
                NodeEvent event = WireJson.read(line, NodeEvent.class);
                if (event.id() > lastId) {
                    lastId = event.id();
                    keep(event);
                }
            } catch (IllegalArgumentException e) {
                log.atDebug().addKeyValue("file", from).log("A line of the journal is not whole");
            }
        }
    }

    private FileChannel open() throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private void endTornLine() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
            write("\n");
        }
    }

    private void write(String line) throws IOException {
        if (channel.size() > MAX_FILE_BYTES) {
            channel.close();
            Files.move(file, older, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            channel = open();
        }
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
