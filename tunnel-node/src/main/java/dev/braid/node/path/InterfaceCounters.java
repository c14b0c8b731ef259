package dev.braid.node.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kernel's byte counters of this network namespace's interfaces, from /proc/net/dev (man 5 proc_pid_net). */
final class InterfaceCounters implements DataBudget.Counters {
    private static final Path DEVICES = Path.of("/proc/net/dev");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int SENT_BYTES = 8;

    private final String bootId;
    private Map<String, Long> bytes = Map.of();

    InterfaceCounters() {
        String id = "";
        try {
            id = Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            // A machine that does not tell: a counter that is less than before says the same.
        }
        bootId = id;
    }

    /** Reads them all anew. */
    void refresh() {
        try {
            bytes = parse(Files.readAllLines(DEVICES));
        } catch (IOException e) {
            bytes = Map.of();
        }
    }

    @Override
    public @Nullable Long bytes(String interfaceName) {
        return bytes.get(interfaceName);
    }

    @Override
    public String epoch(String interfaceName) {
        return bootId;
    }

    /** Two lines of heads, then {@code name: received-bytes and 7 more, sent-bytes and 7 more}. */
    static Map<String, Long> parse(List<String> lines) {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : lines) {
            int colon = line.lastIndexOf(':');
            if (colon < 0) {
                continue;
            }
            String[] fields = line.substring(colon + 1).strip().split("\\s+");
            if (fields.length > SENT_BYTES
                    && fields[0].matches("[0-9]{1,18}")
                    && fields[SENT_BYTES].matches("[0-9]{1,18}")) {
                bytes.put(
                        line.substring(0, colon).strip(),
                        Long.parseLong(fields[0]) + Long.parseLong(fields[SENT_BYTES]));
            }
        }
        return bytes;
    }
}
