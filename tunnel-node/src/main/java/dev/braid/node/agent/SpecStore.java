package dev.braid.node.agent;

import dev.braid.node.contract.NodeReport.Refusal;
import dev.braid.node.contract.WireJson;
import dev.braid.node.identity.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The specifications on disk: {@code good.json}, the last that has proved itself; {@code trial.json}, one that has not yet; {@code
 * refused.json}, the last that went back. Each is replaced whole. A damaged file counts as none, and says so in the log: the control plane
 * has them all.
 */
final class SpecStore {
    private static final Logger log = LoggerFactory.getLogger(SpecStore.class);

    /** A specification and its revision. */
    record Revision(long revision, JsonNode spec) {}

    private final Path directory;

    SpecStore(Path directory) {
        this.directory = directory;
    }

    @Nullable
    Revision good() {
        return read("good.json", Revision.class);
    }

    @Nullable
    Revision trial() {
        return read("trial.json", Revision.class);
    }

    @Nullable
    Refusal refusal() {
        return read("refused.json", Refusal.class);
    }

    /** Before anything changes. */
    void begin(Revision trial) throws IOException {
        write("trial.json", trial);
    }

    /** It is the good one from here on. A kill in between leaves a trial of the good revision, which {@link #trial} readers pass over. */
    void keep(Revision proved) throws IOException {
        write("good.json", proved);
        end();
    }

    /** It will not be tried again. */
    void refuse(Refusal refusal) throws IOException {
        write("refused.json", refusal);
        end();
    }

    private void end() throws IOException {
        Files.deleteIfExists(directory.resolve("trial.json"));
    }

    private <T> @Nullable T read(String name, Class<T> type) {
        Path file = directory.resolve(name);
        try {
            return Files.exists(file) ? WireJson.read(NodeHome.text(file), type) : null;
        } catch (IOException | IllegalArgumentException e) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getMessage())
                    .log("A stored specification cannot be read and is passed over");
            return null;
        }
    }

    private void write(String name, Object content) throws IOException {
        AtomicFile.replace(directory.resolve(name), NodeHome.bytes(WireJson.write(content)), AtomicFile.SECRET);
    }
}
