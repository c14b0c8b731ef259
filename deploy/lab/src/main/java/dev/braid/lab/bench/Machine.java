package dev.braid.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where it was measured: figures of two machines are not to be compared. */
record Machine(String processor, int cores, String kernel, String java) {
    static Machine here() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return new Machine(
                processor,
                Runtime.getRuntime().availableProcessors(),
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                System.getProperty("java.runtime.version"));
    }

    @Override
    public String toString() {
        return "%s, %d cores, Linux %s, Java %s".formatted(processor, cores, kernel, java);
    }
}
