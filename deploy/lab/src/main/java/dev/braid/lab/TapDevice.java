package dev.braid.lab;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An Ethernet device of a namespace whose cable ends in this process; linux/if_tun.h. Without a virtio-net header the kernel
 * segments and checksums before it hands a frame over, so each frame is one packet as a wire would see it. The device goes
 * when the descriptor is closed.
 */
final class TapDevice implements AutoCloseable {
    private static final int IFF_TAP = 0x0002;
    private static final int IFF_NO_PI = 0x1000;
    private static final long TUNSETIFF = 0x400454caL;
    private static final long TUNSETCARRIER = 0x400454e2L;
    /** struct ifreq: 16 bytes of name, then a union that begins with the flags. */
    private static final int IFREQ_BYTES = 40;

    private static final int IFREQ_FLAGS_OFFSET = 16;

    private final int fd;
    private final String name;

    private TapDevice(int fd, String name) {
        this.fd = fd;
        this.name = name;
    }

    /** Creates device {@code name} in namespace {@code namespace}; it is down and has no address. */
    static TapDevice open(String namespace, String name) throws IOException {
        return Netns.call(namespace, () -> create(name));
    }

    private static TapDevice create(String name) throws ErrnoException {
        int fd = Libc.check(
                "open /dev/net/tun", Libc.open("/dev/net/tun", Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ifreq = arena.allocate(IFREQ_BYTES, 8);
            ifreq.setString(0, name);
            ifreq.set(JAVA_SHORT, IFREQ_FLAGS_OFFSET, (short) (IFF_TAP | IFF_NO_PI));
            int result = Libc.ioctl(fd, TUNSETIFF, ifreq);
            if (result < 0) {
                Libc.close(fd);
            }
            Libc.check("create TAP " + name, result);
            return new TapDevice(fd, name);
        }
    }

    int fd() {
        return fd;
    }

    /** Plugs the cable in or pulls it, as the device's own host sees it. */
    void carrier(boolean on) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.check("carrier of " + name, Libc.ioctl(fd, TUNSETCARRIER, arena.allocateFrom(JAVA_INT, on ? 1 : 0)));
        }
    }

    /** Answers the frame's bytes, or a negated errno. */
    int read(MemorySegment buffer) {
        return (int) Libc.read(fd, buffer, buffer.byteSize());
    }

    int write(MemorySegment frame, int frameBytes) {
        return (int) Libc.write(fd, frame, frameBytes);
    }

    @Override
    public void close() {
        Libc.close(fd);
    }
}
