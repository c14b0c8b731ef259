package dev.braid.node.host;

import dev.braid.node.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a ledger was written: changes of ours survive neither a boot nor the end of their network namespace.
 *
 * @param bootId /proc/sys/kernel/random/boot_id
 * @param namespaceInode what {@code /proc/self/ns/net} shows; a later namespace may get the same number
 * @param namespaceCookie unique until the next boot (SO_NETNS_COOKIE, Linux 5.14), 0 when unknown
 */
record Origin(String bootId, long namespaceInode, long namespaceCookie) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Of the calling thread. */
    static Origin here() throws IOException {
        return new Origin(Files.readString(BOOT_ID).strip(), NetworkNamespace.inode(), NetworkNamespace.cookie());
    }

    boolean sameBoot(Origin other) {
        return bootId.equals(other.bootId);
    }

    boolean sameNamespace(Origin other) {
        return namespaceInode == other.namespaceInode
                && (namespaceCookie == other.namespaceCookie || namespaceCookie == 0 || other.namespaceCookie == 0);
    }

    /**
     * Whether this origin's namespace, other than {@code here}, is still to be seen: by a process that we may look at, or
     * under a name of {@code ip netns}. A container that was killed took its namespace with it.
     */
    boolean isSeenFrom(Origin here) throws IOException {
        return namespaceInode != here.namespaceInode
                && (isProcessIn(Path.of("/proc")) || isNamedIn(Path.of("/run/netns")));
    }

    private boolean isProcessIn(Path proc) throws IOException {
        String shown = "net:[" + namespaceInode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                try {
                    if (Files.readSymbolicLink(process.resolve("ns/net"))
                            .toString()
                            .equals(shown)) {
                        return true;
                    }
                } catch (IOException e) {
                    // Somebody else's process, or one that has just ended: it can tell us nothing.
                }
            }
        }
        return false;
    }

    private boolean isNamedIn(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            for (Path name : names) {
                if (Files.getAttribute(name, "unix:ino") instanceof Long inode && inode == namespaceInode) {
                    return true;
                }
            }
        }
        return false;
    }
}
