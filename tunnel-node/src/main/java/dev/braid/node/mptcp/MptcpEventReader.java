package dev.braid.node.mptcp;

import dev.braid.node.linux.Attributes;
import dev.braid.node.linux.GenericNetlink;
import dev.braid.node.linux.NetlinkMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;

/** Messages of the group mptcp_pm_events: the command is the event, MPTCP_ATTR_* its fields; linux/mptcp_pm.h. */
final class MptcpEventReader {
    private static final int CREATED = 1;
    private static final int ESTABLISHED = 2;
    private static final int CLOSED = 3;
    private static final int ANNOUNCED = 6;
    private static final int REMOVED = 7;
    private static final int SUB_ESTABLISHED = 10;
    private static final int SUB_CLOSED = 11;
    private static final int SUB_PRIORITY = 13;

    private static final int ATTR_TOKEN = 1;
    private static final int ATTR_LOC_ID = 3;
    private static final int ATTR_REM_ID = 4;
    private static final int ATTR_SADDR4 = 5;
    private static final int ATTR_SADDR6 = 6;
    private static final int ATTR_DADDR4 = 7;
    private static final int ATTR_DADDR6 = 8;
    private static final int ATTR_SPORT = 9;
    private static final int ATTR_DPORT = 10;
    private static final int ATTR_BACKUP = 11;
    private static final int ATTR_ERROR = 12;
    private static final int ATTR_FLAGS = 13;
    private static final int ATTR_IF_IDX = 15;
    private static final int ATTR_RESET_REASON = 16;
    private static final int ATTR_SERVER_SIDE = 18;

    /** Since Linux 6.18 the side is also a flag, and the attribute of its own is on its way out. */
    private static final int FLAG_SERVER_SIDE = 2;

    private MptcpEventReader() {}

    /** Events that we do not know, and those without a token (of the path manager's listeners), are left out. */
    static void read(NetlinkMessage message, Consumer<? super MptcpEvent> out) {
        Attributes fields = message.attributes(GenericNetlink.HEADER_BYTES);
        if (!fields.has(ATTR_TOKEN)) {
            return;
        }
        int token = fields.u32(ATTR_TOKEN, 0);
        int remoteId = fields.u8(ATTR_REM_ID, 0);
        switch (GenericNetlink.command(message)) {
            case CREATED ->
                out.accept(new MptcpEvent.Created(token, local(fields), remote(fields), serverSide(fields)));
            case ESTABLISHED ->
                out.accept(new MptcpEvent.Established(token, local(fields), remote(fields), serverSide(fields)));
            case CLOSED -> out.accept(new MptcpEvent.Closed(token));
            case ANNOUNCED -> out.accept(new MptcpEvent.Announced(token, remoteId, remote(fields)));
            case REMOVED -> out.accept(new MptcpEvent.Removed(token, remoteId));
            case SUB_ESTABLISHED -> out.accept(new MptcpEvent.SubflowEstablished(token, subflow(fields)));
            case SUB_CLOSED ->
                out.accept(new MptcpEvent.SubflowClosed(
                        token, subflow(fields), fields.u8(ATTR_ERROR, 0), fields.u32(ATTR_RESET_REASON, 0)));
            case SUB_PRIORITY -> out.accept(new MptcpEvent.Priority(token, subflow(fields)));
            default -> {}
        }
    }

    private static MptcpEvent.SubflowKey subflow(Attributes fields) {
        return new MptcpEvent.SubflowKey(
                local(fields),
                remote(fields),
                fields.u8(ATTR_LOC_ID, 0),
                fields.u8(ATTR_REM_ID, 0),
                fields.u32(ATTR_IF_IDX, 0),
                fields.u8(ATTR_BACKUP, 0) != 0);
    }

    private static boolean serverSide(Attributes fields) {
        return fields.u8(ATTR_SERVER_SIDE, 0) != 0 || (fields.u16(ATTR_FLAGS, 0) & FLAG_SERVER_SIDE) != 0;
    }

    private static InetSocketAddress local(Attributes fields) {
        return end(fields, ATTR_SADDR4, ATTR_SADDR6, ATTR_SPORT);
    }

    private static InetSocketAddress remote(Attributes fields) {
        return end(fields, ATTR_DADDR4, ATTR_DADDR6, ATTR_DPORT);
    }

    /** What is missing is the wildcard address or port 0. */
    private static InetSocketAddress end(Attributes fields, int address4, int address6, int port) {
        InetAddress v4 = fields.address(address4);
        InetAddress address = v4 != null ? v4 : fields.address(address6);
        return address == null
                ? new InetSocketAddress(fields.port(port))
                : new InetSocketAddress(unmapped(address), fields.port(port));
    }

    /** A dual-stack socket's IPv4 peer as {@link Subflow} has it: the JDK makes 16 mapped bytes an IPv4 address. */
    private static InetAddress unmapped(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }
}
