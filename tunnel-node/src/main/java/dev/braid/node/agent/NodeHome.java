package dev.braid.node.agent;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.SessionMessage.Trust;
import dev.braid.node.contract.WireJson;
import dev.braid.node.identity.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a joined node keeps in its state directory, beside the ledger:
 *
 * <pre>
 * DIR/               0700
 *   node.json        who it is and where its control plane is; there only after joining
 *   identity/        node.key (0600), node.crt, ca.crt, ca.crl
 *   told             number of the last event that the control plane knows
 *   spec/            see {@link SpecStore}
 * </pre>
 */
public final class NodeHome {
    private static final long FILE_BYTES_MAX = 4 << 20;

    /**
     * What {@code node.json} says.
     *
     * @param kind {@code edge} or {@code hub}
     * @param addresses {@code host:port} of the control plane, tried in order
     * @param listNumber of the trust we have
     */
    public record Joined(
            String name,
            String kind,
            List<String> addresses,
            String device,
            String statusSocket,
            String metrics,
            long listNumber) {
        Joined with(long number) {
            return new Joined(name, kind, addresses, device, statusSocket, metrics, number);
        }
    }

    private final Path directory;

    public NodeHome(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    public Path directory() {
        return directory;
    }

    public Path specs() {
        return directory.resolve("spec");
    }

    public NodeSpec.Identity identity() {
        Path files = directory.resolve("identity");
        return new NodeSpec.Identity(
                files.resolve("node.crt"), files.resolve("node.key"), files.resolve("ca.crt"), files.resolve("ca.crl"));
    }

    /** Null before joining. */
    public @Nullable Joined joined() throws IOException {
        Path file = file();
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return WireJson.read(text(file), Joined.class);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; join again with a new key", e);
        }
    }

    void save(Joined joined) throws IOException {
        AtomicFile.replace(file(), bytes(WireJson.write(joined)), AtomicFile.SECRET);
    }

    /** The directories, and nothing of what interrupted writes have left. */
    void prepare() throws IOException {
        makeDirectory(directory);
        makeDirectory(directory.resolve("identity"));
        makeDirectory(specs());
        AtomicFile.sweep(directory);
        AtomicFile.sweep(directory.resolve("identity"));
        AtomicFile.sweep(specs());
    }

    void save(Trust trust) throws IOException {
        NodeSpec.Identity files = identity();
        AtomicFile.replace(files.authority(), bytes(trust.authority()), AtomicFile.PUBLIC);
        Path list = files.revocations();
        if (list != null) {
            AtomicFile.replace(list, bytes(trust.revocations()), AtomicFile.PUBLIC);
        }
    }

    void saveCertificate(String chain) throws IOException {
        AtomicFile.replace(identity().certificate(), bytes(chain), AtomicFile.PUBLIC);
    }

    void saveKey(byte[] pem) throws IOException {
        AtomicFile.replace(identity().key(), pem, AtomicFile.SECRET);
    }

    /** Number of the last event the control plane was told of; 0 for none. */
    long told() {
        try {
            Path file = directory.resolve("told");
            return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0; // it is told all of them again
        }
    }

    void saveTold(long event) throws IOException {
        AtomicFile.replace(directory.resolve("told"), bytes(Long.toString(event)), AtomicFile.SECRET);
    }

    static String text(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " is too long to be ours");
        }
        return Files.readString(file);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path file() {
        return directory.resolve("node.json");
    }

    private static void makeDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
