package dev.braid.node.config;

import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A machine with the given interfaces where every file exists but those called "missing". */
record FakeMachine(Set<String> names, int processors) implements Machine {
    static final FakeMachine USUAL = new FakeMachine(Set.of("lo", "eth0", "eth1", "wwan0"), 8);

    @Override
    public SortedSet<String> interfaces() {
        return new TreeSet<>(names);
    }

    @Override
    public @Nullable String fault(Path file) {
        return file.toString().contains("missing") ? "does not exist" : null;
    }
}
