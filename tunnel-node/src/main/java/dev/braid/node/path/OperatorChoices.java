package dev.braid.node.path;

import dev.braid.node.identity.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which uplinks the operator has taken out by hand: names, one a line, on disk before anything is done about it. */
final class OperatorChoices {
    private final Path file;
    private final Set<String> disabled = new TreeSet<>();

    private OperatorChoices(Path file) {
        this.file = file;
    }

    static OperatorChoices open(Path directory) throws IOException {
        OperatorChoices choices = new OperatorChoices(directory.resolve("uplinks-disabled"));
        if (Files.exists(choices.file)) {
            new String(Files.readAllBytes(choices.file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("[a-z0-9-]{1,32}"))
                    .forEach(choices.disabled::add);
        }
        return choices;
    }

    synchronized boolean isDisabled(String uplink) {
        return disabled.contains(uplink);
    }

    /** Whether this changed anything. */
    synchronized boolean set(String uplink, boolean out) throws IOException {
        Set<String> wanted = new TreeSet<>(disabled);
        boolean changed = out ? wanted.add(uplink) : wanted.remove(uplink);
        if (changed) {
            String text = wanted.stream().map(name -> name + "\n").collect(Collectors.joining());
            AtomicFile.replace(file, text.getBytes(StandardCharsets.UTF_8), AtomicFile.SECRET);
            disabled.clear();
            disabled.addAll(wanted);
        }
        return changed;
    }
}
