package dev.braid.node.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The machine we run on, in the network namespace of the calling thread. */
public final class LocalMachine implements Machine {
    /**
     * Lists every interface, also those that are down or have no address, which {@link java.net.NetworkInterface} leaves out.
     * Two lines of heading, then {@code "  eth0: figures"}; proc_pid_net(5).
     */
    private static final Path DEVICES = Path.of("/proc/thread-self/net/dev");

    @Override
    public SortedSet<String> interfaces() {
        try {
            return names(Files.readString(DEVICES, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the network interfaces", e);
        }
    }

    static SortedSet<String> names(String devices) {
        return devices.lines()
                .skip(2)
                .filter(line -> line.indexOf(':') > 0)
                .map(line -> line.substring(0, line.lastIndexOf(':')).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public @Nullable String fault(Path file) {
        if (!Files.exists(file)) {
            return "does not exist, or user '" + System.getProperty("user.name") + "' may not look there";
        }
        if (Files.isDirectory(file)) {
            return "is a directory, not a file";
        }
        return Files.isReadable(file) ? null : "may not be read by user '" + System.getProperty("user.name") + "'";
    }

    @Override
    public int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
