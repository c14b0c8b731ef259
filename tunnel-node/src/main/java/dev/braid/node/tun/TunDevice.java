package dev.braid.node.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A TUN device of ours. It lives as long as its descriptors: the kernel removes it even after {@code kill -9}. */
public final class TunDevice implements AutoCloseable {
    // linux/if_tun.h
    private static final long TUNSETIFF = 0x400454caL;
    private static final long TUNSETOFFLOAD = 0x400454d0L;
    private static final long TUNSETVNETHDRSZ = 0x400454d8L;
    private static final long TUNSETVNETLE = 0x400454dcL;
    private static final int IFF_TUN = 0x0001;
    private static final int IFF_NO_PI = 0x1000;
    private static final int IFF_VNET_HDR = 0x4000;
    private static final int IFF_MULTI_QUEUE = 0x0100;
    private static final int IFREQ_BYTES = 40;
    private static final int IFNAMSIZ = 16;

    /** What we ask for, best first; the kernel takes a set whole or not at all. */
    private static final List<Set<Offload>> OFFERS = List.of(
            Set.of(Offload.CSUM, Offload.TSO4, Offload.TSO6, Offload.USO4, Offload.USO6),
            Set.of(Offload.CSUM, Offload.TSO4, Offload.TSO6),
            Set.of(Offload.CSUM),
            Set.of());

    private final String name;
    private final List<TunQueue> queues;
    private final int firstFd;
    private final Set<Offload> bestOffloads;
    private Set<Offload> offloads;

    private TunDevice(String name, List<TunQueue> queues, int firstFd, Set<Offload> offloads) {
        this.name = name;
        this.bestOffloads = offloads;
        this.queues = List.copyOf(queues);
        this.firstFd = firstFd;
        this.offloads = offloads;
    }

    /**
     * Makes the device with {@code queueCount} queues and the best offloads the kernel takes. It is down and has no address.
     *
     * @throws ErrnoException EBUSY when another program holds a device of that name, EPERM without CAP_NET_ADMIN, ENOENT without
     *     /dev/net/tun
     */
    public static TunDevice create(String name, int queueCount) throws ErrnoException {
        List<TunQueue> queues = new ArrayList<>();
        int firstFd = -1;
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < queueCount; i++) {
                int fd = openQueue(arena, name);
                queues.add(new TunQueue(fd));
                firstFd = i == 0 ? fd : firstFd;
            }
            return new TunDevice(name, queues, firstFd, negotiate(firstFd));
        } catch (ErrnoException e) {
            queues.forEach(TunQueue::close);
            throw e;
        }
    }

    public String name() {
        return name;
    }

    public List<TunQueue> queues() {
        return queues;
    }

    /** What the kernel agreed to when the device was made. */
    public Set<Offload> bestOffloads() {
        return bestOffloads;
    }

    /** What packets read from us may ask of whoever writes them to a device. */
    public synchronized Set<Offload> offloads() {
        return offloads;
    }

    /** Narrows the offloads to what the other side can take; {@code wanted} is a subset of what was negotiated. */
    public synchronized void setOffloads(Set<Offload> wanted) throws ErrnoException {
        if (!wanted.equals(offloads)) {
            Libc.check("TUNSETOFFLOAD " + wanted, Libc.ioctl(firstFd, TUNSETOFFLOAD, Offload.flags(wanted)));
            offloads = wanted;
        }
    }

    /** Packets the kernel dropped so far because nobody had read those before them; 0 when it does not say. */
    public long droppedUnread() {
        try {
            return Long.parseLong(Files.readString(Path.of("/sys/class/net", name, "statistics/tx_dropped"))
                    .strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        queues.forEach(TunQueue::close);
    }

    private static int openQueue(Arena arena, String name) throws ErrnoException {
        int fd = Libc.check(
                "open /dev/net/tun", Libc.open("/dev/net/tun", Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC));
        MemorySegment request = arena.allocate(IFREQ_BYTES, 8);
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(bytes, 0, request, JAVA_BYTE, 0, bytes.length);
        request.set(JAVA_SHORT, IFNAMSIZ, (short) (IFF_TUN | IFF_NO_PI | IFF_VNET_HDR | IFF_MULTI_QUEUE));
        try {
            Libc.check("create TUN device " + name, Libc.ioctl(fd, TUNSETIFF, request));
            Libc.check(
                    "TUNSETVNETHDRSZ",
                    Libc.ioctl(fd, TUNSETVNETHDRSZ, arena.allocateFrom(JAVA_INT, VirtioNetHeader.BYTES)));
            Libc.check("TUNSETVNETLE", Libc.ioctl(fd, TUNSETVNETLE, arena.allocateFrom(JAVA_INT, 1)));
            return fd;
        } catch (ErrnoException e) {
            Libc.close(fd);
            throw e;
        }
    }

    private static Set<Offload> negotiate(int fd) throws ErrnoException {
        for (Set<Offload> offer : OFFERS) {
            int result = Libc.ioctl(fd, TUNSETOFFLOAD, Offload.flags(offer));
            if (result != -Errno.EINVAL) {
                Libc.check("TUNSETOFFLOAD " + offer, result);
                return offer;
            }
        }
        return Set.of();
    }
}
