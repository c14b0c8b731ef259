package dev.braid.node.config;

import java.nio.file.Path;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What a configuration is checked against besides itself. */
public interface Machine {
    /** Names of the network interfaces there are now. */
    SortedSet<String> interfaces();

    /** Why {@code file} cannot be read, such as "does not exist"; null when it can. */
    @Nullable
    String fault(Path file);

    int processors();
}
