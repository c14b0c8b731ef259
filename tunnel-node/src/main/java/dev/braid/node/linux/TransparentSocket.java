package dev.braid.node.linux;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** TCP listeners that accept connections which were meant for other addresses (IP_TRANSPARENT, Documentation/networking/tproxy.rst). */
public final class TransparentSocket {
    // linux/in.h, linux/in6.h
    private static final int SOL_IP = 0;
    private static final int IP_TRANSPARENT = 19;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_TRANSPARENT = 75;
    private static final int IPV6_V6ONLY = 26;

    private TransparentSocket() {}

    /** A non-blocking descriptor, the caller's. EPERM without CAP_NET_ADMIN. */
    public static int listen(InetSocketAddress at, int backlog) throws ErrnoException {
        boolean ipv6 = at.getAddress() instanceof Inet6Address;
        int type = Libc.SOCK_STREAM | Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC;
        int fd = Libc.check("open socket", Libc.socket(ipv6 ? Libc.AF_INET6 : Libc.AF_INET, type, 0));
        try {
            if (ipv6) {
                Libc.check("IPV6_V6ONLY", Libc.setsockopt(fd, SOL_IPV6, IPV6_V6ONLY, 1));
                Libc.check("IPV6_TRANSPARENT", Libc.setsockopt(fd, SOL_IPV6, IPV6_TRANSPARENT, 1));
            } else {
                Libc.check("IP_TRANSPARENT", Libc.setsockopt(fd, SOL_IP, IP_TRANSPARENT, 1));
            }
            Libc.check("bind " + at, Sockets.bind(fd, at));
            Libc.check("listen on " + at, Libc.listen(fd, backlog));
            return fd;
        } catch (ErrnoException e) {
            Libc.close(fd);
            throw e;
        }
    }
}
