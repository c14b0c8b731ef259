package dev.braid.node.mptcp;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.GenericNetlink;
import dev.braid.node.linux.NetlinkSocket;
import java.util.function.Consumer;

/**
 * Hears of all MPTCP connections of the namespace of the thread that opened it (group {@code mptcp_pm_events}; needs
 * CAP_NET_ADMIN). Wait for {@link #fd()} to be readable, then {@link #drain}.
 */
public final class PathManagerEvents implements AutoCloseable {
    private static final String GROUP = "mptcp_pm_events";

    private final NetlinkSocket socket;
    private final int familyId;

    private PathManagerEvents(NetlinkSocket socket, int familyId) {
        this.socket = socket;
        this.familyId = familyId;
    }

    public static PathManagerEvents open() throws ErrnoException {
        NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.GENERIC, 0);
        try {
            GenericNetlink.Family family = GenericNetlink.family(socket, PathManager.FAMILY);
            socket.join(GROUP, family.group(GROUP));
            return new PathManagerEvents(socket, family.id());
        } catch (ErrnoException e) {
            socket.close();
            throw e;
        }
    }

    public int fd() {
        return socket.fd();
    }

    /** Hands over all events that wait and never blocks; {@link MptcpEvent.Lost} comes last. */
    public void drain(Consumer<MptcpEvent> each) {
        boolean complete = socket.drain(message -> {
            if (message.type() == familyId) {
                MptcpEventReader.read(message, each);
            }
        });
        if (!complete) {
            each.accept(new MptcpEvent.Lost());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
