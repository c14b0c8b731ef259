package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/** sockaddr_in (16 bytes), sockaddr_in6 (28 bytes) and sockaddr_nl (12 bytes); netinet/in.h, linux/netlink.h. */
public final class SockAddr {
    public static final int MAX_BYTES = 28;

    private static final ValueLayout.OfShort BE_SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private SockAddr() {}

    public static MemorySegment of(Arena arena, InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        boolean v4 = ip.length == 4;
        MemorySegment s = arena.allocate(v4 ? 16 : 28, 4);
        s.set(JAVA_SHORT_UNALIGNED, 0, (short) (v4 ? Libc.AF_INET : Libc.AF_INET6));
        s.set(BE_SHORT, 2, (short) address.getPort());
        MemorySegment.copy(ip, 0, s, JAVA_BYTE, v4 ? 4 : 8, ip.length);
        if (address.getAddress() instanceof Inet6Address v6) {
            s.set(JAVA_INT_UNALIGNED, 24, v6.getScopeId());
        }
        return s;
    }

    /** Reads either family at {@code offset} of a kernel structure. Anything else is {@code 0.0.0.0:0}. */
    public static InetSocketAddress read(MemorySegment s, long offset) {
        int family = s.get(JAVA_SHORT_UNALIGNED, offset);
        byte[] ip = new byte[family == Libc.AF_INET6 ? 16 : 4];
        if (family == Libc.AF_INET || family == Libc.AF_INET6) {
            MemorySegment.copy(s, JAVA_BYTE, offset + (ip.length == 4 ? 4 : 8), ip, 0, ip.length);
        }
        int port = family == Libc.AF_UNSPEC ? 0 : Short.toUnsignedInt(s.get(BE_SHORT, offset + 2));
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }

    /** {@code groups} is the legacy bit mask; pid 0 lets the kernel choose. */
    public static MemorySegment netlink(Arena arena, int groups) {
        MemorySegment s = arena.allocate(12, 4);
        s.set(JAVA_SHORT_UNALIGNED, 0, (short) Libc.AF_NETLINK);
        s.set(JAVA_INT_UNALIGNED, 8, groups);
        return s;
    }
}
