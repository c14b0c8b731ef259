package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Internet sockets by plain Java values. As in {@link Libc}, a negative answer is a negated errno. */
public final class Sockets {
    private static final int STORAGE_BYTES = 128; // sockaddr_storage, linux/socket.h

    private Sockets() {}

    public static int bind(int fd, InetSocketAddress at) {
        try (Arena arena = Arena.ofConfined()) {
            return Libc.bind(fd, SockAddr.of(arena, at));
        }
    }

    /** Answers {@code -EINPROGRESS} on a non-blocking socket whose connection is under way. */
    public static int connect(int fd, InetSocketAddress to) {
        try (Arena arena = Arena.ofConfined()) {
            return Libc.connect(fd, SockAddr.of(arena, to));
        }
    }

    /** Our end; null when the descriptor has none. */
    public static @Nullable InetSocketAddress localAddress(int fd) {
        return address((address, length) -> Libc.getsockname(fd, address, length));
    }

    /** The other end; null when the socket is not connected. */
    public static @Nullable InetSocketAddress remoteAddress(int fd) {
        return address((address, length) -> Libc.getpeername(fd, address, length));
    }

    public static int setText(int fd, int level, int option, String value) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            return Libc.setsockopt(fd, level, option, arena.allocateFrom(JAVA_BYTE, bytes));
        }
    }

    /** An option that is an int and never negative. */
    public static int getInt(int fd, int level, int option) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            int result = Libc.getsockopt(fd, level, option, value, arena.allocateFrom(JAVA_INT, 4));
            return result < 0 ? result : value.get(JAVA_INT, 0);
        }
    }

    /** Shows {@code value} to the kernel and takes back what it made of it; answers the length in bytes it has written. */
    public static int get(int fd, int level, int option, byte[] value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(value.length, 8);
            MemorySegment.copy(value, 0, room, JAVA_BYTE, 0, value.length);
            MemorySegment length = arena.allocateFrom(JAVA_INT, value.length);
            int result = Libc.getsockopt(fd, level, option, room, length);
            MemorySegment.copy(room, JAVA_BYTE, 0, value, 0, value.length);
            return result < 0 ? result : Math.clamp(length.get(JAVA_INT, 0), 0, value.length);
        }
    }

    /** An ioctl(2) that answers an int by pointer, and never a negative one, such as SIOCOUTQ. */
    public static int ioctlInt(int fd, long request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            int result = Libc.ioctl(fd, request, value);
            return result < 0 ? result : value.get(JAVA_INT, 0);
        }
    }

    private interface AddressCall {
        int fill(MemorySegment address, MemorySegment length);
    }

    private static @Nullable InetSocketAddress address(AddressCall call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(STORAGE_BYTES, 8);
            int result = call.fill(address, arena.allocateFrom(JAVA_INT, STORAGE_BYTES));
            return result < 0 ? null : SockAddr.read(address, 0);
        }
    }
}
