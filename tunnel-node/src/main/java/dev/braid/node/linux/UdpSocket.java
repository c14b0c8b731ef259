package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking UDP socket for small datagrams. A bound one serves anybody, and answers each from the very address it was asked at,
 * which a machine with several addresses would not do by itself. A connected one hears only its peer. Nothing is allocated per datagram.
 * Receiving and answering belong to one thread; any may send meanwhile.
 */
public final class UdpSocket implements AutoCloseable {
    private static final int MAX_BYTES = 2048;

    // asm-generic/socket.h, linux/in6.h
    private static final int SOL_SOCKET = 1;
    private static final int SO_BINDTODEVICE = 25;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SERVER_BUFFER_BYTES = 1 << 20;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_RECVPKTINFO = 49;
    private static final int IPV6_PKTINFO = 50;

    // struct msghdr on 64-bit Linux: name 0, namelen 8, iov 16, iovlen 24, control 32, controllen 40, flags 48
    private static final int MSGHDR_BYTES = 56;
    private static final int NAME_LENGTH = 8;
    private static final int IOV = 16;
    private static final int IOV_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int NAME_BYTES = 28;
    private static final int CONTROL_BYTES = 64;
    // struct cmsghdr: len 0, level 8, type 12, then in6_pktinfo: address 16 bytes, ifindex
    private static final int CMSG_LEVEL = 8;
    private static final int CMSG_TYPE = 12;
    private static final int PKTINFO_IFINDEX = 32;

    private final int fd;
    private final MemorySegment in;
    private final MemorySegment message;
    private final MemorySegment name;
    private final MemorySegment iov;
    private final MemorySegment control;
    private final MemorySegment out;
    private final MemorySegment outMessage;
    private final MemorySegment outIov;
    private boolean closed;

    /** The way back to whoever has sent a datagram: their address, and the one of ours that it came to. */
    public static final class Sender {
        private final MemorySegment name;
        private final MemorySegment control;

        private Sender(UdpSocket socket) {
            Arena arena = Arena.ofAuto();
            name = arena.allocate(NAME_BYTES, 8).copyFrom(socket.senderName());
            control = arena.allocate(socket.answerControlBytes(), 8).copyFrom(socket.senderControl());
        }
    }

    private UdpSocket(int fd) {
        this.fd = fd;
        Arena arena = Arena.ofAuto();
        in = arena.allocate(MAX_BYTES, 8);
        out = arena.allocate(MAX_BYTES, 8);
        name = arena.allocate(NAME_BYTES, 8);
        iov = arena.allocate(16, 8);
        outIov = arena.allocate(16, 8);
        control = arena.allocate(CONTROL_BYTES, 8);
        message = message(arena, iov, in);
        message.set(ADDRESS, 0, name);
        message.set(ADDRESS, CONTROL, control);
        outMessage = message(arena, outIov, out);
    }

    private static MemorySegment message(Arena arena, MemorySegment iov, MemorySegment bytes) {
        MemorySegment message = arena.allocate(MSGHDR_BYTES, 8);
        message.set(ADDRESS, IOV, iov);
        message.set(JAVA_LONG, IOV_COUNT, 1);
        iov.set(ADDRESS, 0, bytes);
        return message;
    }

    /** Serves anybody at {@code at}; {@code ::} takes IPv4 too. */
    public static UdpSocket bound(InetSocketAddress at) throws ErrnoException {
        boolean wildcard = at.getAddress().isAnyLocalAddress();
        InetAddress local = wildcard ? asIpv6(at.getAddress()) : at.getAddress();
        int fd = open(local instanceof Inet6Address);
        try {
            if (wildcard) {
                set("IPV6_V6ONLY", fd, SOL_IPV6, IPV6_V6ONLY, 0);
                set("IPV6_RECVPKTINFO", fd, SOL_IPV6, IPV6_RECVPKTINFO, 1);
            } else if (local instanceof Inet6Address) {
                set("IPV6_V6ONLY", fd, SOL_IPV6, IPV6_V6ONLY, 1);
            }
            // Everybody's datagrams wait here while the loop does something else; without the right to it the kernel's
            // default serves.
            Libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, SERVER_BUFFER_BYTES);
            Libc.check("bind udp " + at, Sockets.bind(fd, new InetSocketAddress(local, at.getPort())));
            return new UdpSocket(fd);
        } catch (ErrnoException e) {
            Libc.close(fd);
            throw e;
        }
    }

    /** Speaks with {@code to} alone, from this address and through this interface whatever routing says. */
    public static UdpSocket connected(InetAddress source, String device, InetSocketAddress to) throws ErrnoException {
        int fd = open(to.getAddress() instanceof Inet6Address);
        try {
            Libc.check("bind udp to device " + device, Sockets.setText(fd, SOL_SOCKET, SO_BINDTODEVICE, device));
            Libc.check("bind udp source " + source, Sockets.bind(fd, new InetSocketAddress(source, 0)));
            Libc.check("connect udp to " + to, Sockets.connect(fd, to));
            return new UdpSocket(fd);
        } catch (ErrnoException e) {
            Libc.close(fd);
            throw e;
        }
    }

    public int fd() {
        return fd;
    }

    /** Length of the next datagram in bytes, of which {@code into} gets what fits; or a negated errno, EAGAIN when there is none. */
    public int receive(byte[] into) {
        message.set(JAVA_INT, NAME_LENGTH, NAME_BYTES);
        message.set(JAVA_LONG, CONTROL_LENGTH, CONTROL_BYTES);
        message.set(JAVA_INT, FLAGS, 0);
        iov.set(JAVA_LONG, 8, MAX_BYTES);
        long result = Libc.recvmsg(fd, message, Libc.MSG_DONTWAIT | Libc.MSG_TRUNC);
        int copied = Math.clamp(result, 0, Math.min(into.length, MAX_BYTES));
        MemorySegment.copy(in, JAVA_BYTE, 0, into, 0, copied);
        return (int) result;
    }

    /** To whoever sent what was received last, from the address it was sent to. */
    public int answer(byte[] bytes, int lengthBytes) {
        MemorySegment.copy(bytes, 0, in, JAVA_BYTE, 0, lengthBytes);
        iov.set(JAVA_LONG, 8, lengthBytes);
        message.set(JAVA_LONG, CONTROL_LENGTH, answerControlBytes());
        return (int) Libc.sendmsg(fd, message, Libc.MSG_DONTWAIT);
    }

    /** Who sent what was received last, to be answered later too; {@code known} itself when it is the same. */
    public Sender sender(@Nullable Sender known) {
        if (known != null && known.name.mismatch(name) < 0 && known.control.mismatch(senderControl()) < 0) {
            return known;
        }
        return new Sender(this);
    }

    /** To the peer of a connected socket; bytes sent, or a negated errno. Any thread. */
    public synchronized int send(byte[] bytes, int lengthBytes) {
        return sendOut(MemorySegment.NULL, 0, MemorySegment.NULL, bytes, lengthBytes);
    }

    /** The same from a bound socket to somebody who was heard. Any thread. */
    public synchronized int send(Sender to, byte[] bytes, int lengthBytes) {
        try {
            return sendOut(to.name, NAME_BYTES, to.control, bytes, lengthBytes);
        } finally {
            Reference.reachabilityFence(to); // the kernel reads its memory by address
        }
    }

    private int sendOut(MemorySegment to, int toBytes, MemorySegment from, byte[] bytes, int lengthBytes) {
        if (closed) {
            return -Errno.EBADF; // the number may be another descriptor's by now
        }
        MemorySegment.copy(bytes, 0, out, JAVA_BYTE, 0, lengthBytes);
        outIov.set(JAVA_LONG, 8, lengthBytes);
        outMessage.set(ADDRESS, 0, to);
        outMessage.set(JAVA_INT, NAME_LENGTH, toBytes);
        outMessage.set(ADDRESS, CONTROL, from);
        outMessage.set(JAVA_LONG, CONTROL_LENGTH, from.byteSize());
        return (int) Libc.sendmsg(fd, outMessage, Libc.MSG_DONTWAIT);
    }

    /** How much of the control data belongs to an answer: where it came to, and not by which interface, as routing knows the way. */
    private long answerControlBytes() {
        boolean known = message.get(JAVA_LONG, CONTROL_LENGTH) >= PKTINFO_IFINDEX + 4
                && control.get(JAVA_INT, CMSG_LEVEL) == SOL_IPV6
                && control.get(JAVA_INT, CMSG_TYPE) == IPV6_PKTINFO;
        if (!known) {
            return 0;
        }
        control.set(JAVA_INT, PKTINFO_IFINDEX, 0);
        return message.get(JAVA_LONG, CONTROL_LENGTH);
    }

    private MemorySegment senderName() {
        return name;
    }

    private MemorySegment senderControl() {
        return control.asSlice(0, answerControlBytes());
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
        }
    }

    private static int open(boolean ipv6) throws ErrnoException {
        int type = Libc.SOCK_DGRAM | Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC;
        return Libc.check("open udp socket", Libc.socket(ipv6 ? Libc.AF_INET6 : Libc.AF_INET, type, 0));
    }

    private static void set(String call, int fd, int level, int option, int value) throws ErrnoException {
        Libc.check(call, Libc.setsockopt(fd, level, option, value));
    }

    /** {@code 0.0.0.0} as {@code ::ffff:0.0.0.0}: a socket of the one family that tells where a datagram came to. */
    private static Inet6Address asIpv6(InetAddress address) {
        if (address instanceof Inet6Address ipv6) {
            return ipv6;
        }
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(address.getAddress(), 0, mapped, 12, 4);
        try {
            return Inet6Address.getByAddress(null, mapped, -1);
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are always an address", e);
        }
    }
}
