package dev.braid.node.path;

import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.contract.Diagnosis.Passing;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.Sockets;
import dev.braid.node.mptcp.MptcpSocket;
import java.net.Inet6Address;

/**
 * Whether MPTCP passes on a path: a connection to the hub, bound to the uplink, made and let go. When something removes the options of its
 * SYN or of the answer, it comes up as plain TCP; when something drops the SYN for them, the kernel does without after 3 s.
 */
final class MptcpCheck {
    private static final int LIMIT_MS = 6_000;

    private MptcpCheck() {}

    /** Waits for the connection, so not on a thread that has something else to do. */
    static Passing of(Way way) {
        int fd = -1;
        try {
            fd = MptcpSocket.openStream(way.hub().getAddress() instanceof Inet6Address);
            if (way.device() != null) {
                MptcpSocket.bindDevice(fd, way.device());
            }
            MptcpSocket.bindSource(fd, way.source());
            int result = Sockets.connect(fd, way.hub());
            boolean connected =
                    (result == 0 || (result == -Errno.EINPROGRESS && Libc.poll(fd, Libc.POLLOUT, LIMIT_MS) > 0))
                            && Sockets.remoteAddress(fd) != null;
            if (!connected) {
                return Passing.UNREACHABLE;
            }
            return MptcpSocket.isMptcp(fd) ? Passing.PASSES : Passing.STRIPPED;
        } catch (ErrnoException e) {
            return Passing.UNREACHABLE;
        } finally {
            if (fd >= 0) {
                Libc.close(fd);
            }
        }
    }
}
