package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The network namespace of the calling thread: which one it is, and names that only one process in it can hold. */
public final class NetworkNamespace {
    // bits/socket.h, asm-generic/socket.h
    private static final int AF_UNIX = 1;
    private static final int SOL_SOCKET = 1;
    private static final int SO_NETNS_COOKIE = 71;

    private NetworkNamespace() {}

    /** The number people see in {@code ls -l /proc/self/ns/net}; reused once the namespace is gone. */
    public static long inode() throws IOException {
        String shown =
                Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
        return Long.parseLong(shown.substring(shown.indexOf('[') + 1, shown.indexOf(']')));
    }

    /** Never reused until the next boot (since Linux 5.14); 0 when the kernel does not tell. */
    public static long cookie() throws ErrnoException {
        int fd = Libc.check("open a socket", Libc.socket(AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_LONG);
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            int result = Libc.getsockopt(fd, SOL_SOCKET, SO_NETNS_COOKIE, value, length);
            return result < 0 ? 0 : value.get(JAVA_LONG, 0);
        } finally {
            Libc.close(fd);
        }
    }

    /**
     * Holds {@code name} for as long as the answered descriptor is open; an abstract Unix address, which is the namespace's
     * own and vanishes with the process (unix(7)).
     *
     * @return a descriptor to close, or -EADDRINUSE when another holds the name
     */
    public static int claim(String name) throws ErrnoException {
        int fd = Libc.check("open a socket", Libc.socket(AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0));
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            MemorySegment address = arena.allocate(3L + bytes.length, 2);
            address.set(JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 3, bytes.length);
            int result = Libc.bind(fd, address);
            if (result < 0) {
                Libc.close(fd);
                return result;
            }
            return fd;
        }
    }
}
