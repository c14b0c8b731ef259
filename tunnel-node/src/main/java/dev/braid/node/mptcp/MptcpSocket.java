package dev.braid.node.mptcp;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.MptcpSubflowInfo;
import dev.braid.node.linux.Sockets;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MPTCP sockets as bare descriptors; who calls {@link #openStream} or {@link #listen} owns what they answer. */
public final class MptcpSocket {
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_MPTCP = 262;
    // asm-generic/socket.h
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_KEEPALIVE = 9;
    private static final int SO_BINDTODEVICE = 25;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_PROTOCOL = 38;
    // linux/in6.h
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    // linux/tcp.h
    private static final int SOL_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int TCP_INFO = 11;
    private static final int TCP_CONGESTION = 13;
    private static final int TCP_NOTSENT_LOWAT = 25;
    private static final int TCP_IS_MPTCP = 43;
    private static final int TCP_INFO_BYTES = 320;
    private static final int TCP_CLOSE = 7; // net/tcp_states.h
    // linux/mptcp.h
    private static final int SOL_MPTCP = 284;
    private static final int MPTCP_INFO = 1;
    // linux/sockios.h
    private static final long SIOCOUTQ = 0x5411;
    private static final long SIOCOUTQNSD = 0x894B;

    private MptcpSocket() {}

    /** A non-blocking socket, closed on exec, to be bound and connected. EPROTONOSUPPORT when the kernel has no MPTCP. */
    public static int openStream(boolean ipv6) throws ErrnoException {
        return open("mptcp", ipv6, IPPROTO_MPTCP);
    }

    /** The same without MPTCP: one path, and no other joins it. */
    public static int openPlain(boolean ipv6) throws ErrnoException {
        return open("tcp", ipv6, IPPROTO_TCP);
    }

    private static int open(String name, boolean ipv6, int protocol) throws ErrnoException {
        int type = Libc.SOCK_STREAM | Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC;
        return Libc.check("open " + name + " socket", Libc.socket(ipv6 ? Libc.AF_INET6 : Libc.AF_INET, type, protocol));
    }

    /** A listening socket; at {@code ::} it takes IPv4 too. Plain TCP clients are accepted as such, see {@link #isMptcp}. */
    public static int listen(InetSocketAddress at, int backlog) throws ErrnoException {
        boolean ipv6 = at.getAddress() instanceof Inet6Address;
        int fd = openStream(ipv6);
        try {
            set("SO_REUSEADDR", fd, SOL_SOCKET, SO_REUSEADDR, 1);
            if (ipv6) {
                set("IPV6_V6ONLY", fd, SOL_IPV6, IPV6_V6ONLY, at.getAddress().isAnyLocalAddress() ? 0 : 1);
            }
            Libc.check("bind mptcp " + at, Sockets.bind(fd, at));
            Libc.check("listen on mptcp " + at, Libc.listen(fd, backlog));
            return fd;
        } catch (ErrnoException e) {
            Libc.close(fd);
            throw e;
        }
    }

    /** The first subflow leaves from this address; before connect. EADDRNOTAVAIL when it is not (or no longer) ours. */
    public static void bindSource(int fd, InetAddress source) throws ErrnoException {
        Libc.check("bind mptcp source " + Prefix.text(source), Sockets.bind(fd, new InetSocketAddress(source, 0)));
    }

    /** The first subflow leaves through this interface, whatever routing says; before connect. */
    public static void bindDevice(int fd, String name) throws ErrnoException {
        Libc.check("bind mptcp to device " + name, Sockets.setText(fd, SOL_SOCKET, SO_BINDTODEVICE, name));
    }

    /** For all subflows, now and later. Answers false when the kernel does not have it, or not for us. */
    public static boolean setCongestion(int fd, String name) throws ErrnoException {
        int result = Sockets.setText(fd, SOL_TCP, TCP_CONGESTION, name);
        if (result == -Errno.ENOENT || result == -Errno.EPERM) {
            return false;
        }
        Libc.check("congestion control " + name, result);
        return true;
    }

    /** Writable only while less than this waits unsent, which keeps the queue with us. */
    public static void setNotSentLowat(int fd, int bytes) throws ErrnoException {
        set("TCP_NOTSENT_LOWAT " + bytes, fd, SOL_TCP, TCP_NOTSENT_LOWAT, bytes);
    }

    /**
     * Receives into a buffer of twice {@code bytes} from the start, and grants a window to match, on all subflows, now and later; the
     * kernel's own tuning ends. Answers false when that is not for us (CAP_NET_ADMIN) and the kernel goes on tuning.
     */
    public static boolean setReceiveBuffer(int fd, int bytes) throws ErrnoException {
        int result = Libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes);
        if (result == -Errno.EPERM) {
            return false;
        }
        Libc.check("SO_RCVBUFFORCE " + bytes, result);
        return true;
    }

    public static void setNoDelay(int fd) throws ErrnoException {
        set("TCP_NODELAY", fd, SOL_TCP, TCP_NODELAY, 1);
    }

    /** After {@code idleSeconds} of silence asks {@code probes} times, {@code intervalSeconds} apart, then gives up. */
    public static void setKeepAlive(int fd, int idleSeconds, int intervalSeconds, int probes) throws ErrnoException {
        set("SO_KEEPALIVE", fd, SOL_SOCKET, SO_KEEPALIVE, 1);
        set("TCP_KEEPIDLE", fd, SOL_TCP, TCP_KEEPIDLE, idleSeconds);
        set("TCP_KEEPINTVL", fd, SOL_TCP, TCP_KEEPINTVL, intervalSeconds);
        set("TCP_KEEPCNT", fd, SOL_TCP, TCP_KEEPCNT, probes);
    }

    /** False for plain TCP, be it from the start or by fallback. */
    public static boolean isMptcp(int fd) {
        int answer = Sockets.getInt(fd, SOL_TCP, TCP_IS_MPTCP);
        if (answer >= 0) {
            return answer != 0;
        }
        // A client's socket keeps its protocol when it falls back, but then has no MPTCP options any more.
        return Sockets.getInt(fd, SOL_SOCKET, SO_PROTOCOL) == IPPROTO_MPTCP && info(fd) != null;
    }

    /** Bytes written and not yet acknowledged by the peer at connection level; or a negated errno. */
    public static int outqBytes(int fd) {
        return Sockets.ioctlInt(fd, SIOCOUTQ);
    }

    /**
     * Bytes written that no subflow has taken yet; or a negated errno. Plain TCP: not sent even once. After a fallback, what is not
     * acknowledged counts, too (mptcp_ioctl_outq).
     */
    public static int outqNotSentBytes(int fd) {
        return Sockets.ioctlInt(fd, SIOCOUTQNSD);
    }

    /** Null for plain TCP, be it from the start or by fallback. */
    public static @Nullable Info info(int fd) {
        byte[] struct = new byte[Info.BYTES];
        int lengthBytes = Sockets.get(fd, SOL_MPTCP, MPTCP_INFO, struct);
        return lengthBytes < 0 ? null : Info.read(nativeOrder(struct, lengthBytes));
    }

    /** The subflows that live; plain TCP is one subflow. Empty when the descriptor is not connected. */
    public static List<Subflow> subflows(int fd) {
        List<MptcpSubflowInfo> subflows = MptcpSubflowInfo.read(fd);
        if (subflows == null) {
            return plainTcp(fd);
        }
        // A first subflow that has ended stays in the kernel's list for as long as the connection lives.
        return subflows.stream()
                .map(subflow -> Subflow.read(subflow.local(), subflow.remote(), subflow.tcpInfo()))
                .filter(subflow -> subflow.state() != TCP_CLOSE)
                .toList();
    }

    private static List<Subflow> plainTcp(int fd) {
        InetSocketAddress local = Sockets.localAddress(fd);
        InetSocketAddress remote = Sockets.remoteAddress(fd);
        byte[] struct = new byte[TCP_INFO_BYTES];
        int lengthBytes = Sockets.get(fd, SOL_TCP, TCP_INFO, struct);
        if (local == null || remote == null || lengthBytes < 0) {
            return List.of();
        }
        return List.of(Subflow.read(local, remote, nativeOrder(struct, lengthBytes)));
    }

    private static ByteBuffer nativeOrder(byte[] struct, int lengthBytes) {
        return ByteBuffer.wrap(struct, 0, lengthBytes).slice().order(ByteOrder.nativeOrder());
    }

    private static void set(String call, int fd, int level, int option, int value) throws ErrnoException {
        Libc.check(call, Libc.setsockopt(fd, level, option, value));
    }
}
