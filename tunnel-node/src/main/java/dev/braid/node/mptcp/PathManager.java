package dev.braid.node.mptcp;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Attributes;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.GenericNetlink;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.NetlinkMessage;
import dev.braid.node.linux.NetlinkRequest;
import dev.braid.node.linux.NetlinkSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The in-kernel path manager: endpoints and limits of a network namespace (linux/mptcp_pm.h). Changes need CAP_NET_ADMIN and
 * act on every MPTCP connection of the namespace.
 */
public final class PathManager implements AutoCloseable {
    static final String FAMILY = "mptcp_pm";
    static final int VERSION = 1;

    private static final int CMD_ADD_ADDR = 1;
    private static final int CMD_DEL_ADDR = 2;
    private static final int CMD_GET_ADDR = 3;
    private static final int CMD_SET_LIMITS = 5;
    private static final int CMD_GET_LIMITS = 6;
    private static final int CMD_SET_FLAGS = 7;
    private static final int ATTR_ADDR = 1;
    private static final int ATTR_RCV_ADD_ADDRS = 2;
    private static final int ATTR_SUBFLOWS = 3;
    private static final int ADDR_ATTR_FAMILY = 1;
    private static final int ADDR_ATTR_ID = 2;
    private static final int ADDR_ATTR_ADDR4 = 3;
    private static final int ADDR_ATTR_ADDR6 = 4;
    private static final int ADDR_ATTR_FLAGS = 6;
    private static final int ADDR_ATTR_IF_IDX = 7;

    private final NetlinkSocket socket;
    private final int familyId;

    private PathManager(NetlinkSocket socket, int familyId) {
        this.socket = socket;
        this.familyId = familyId;
    }

    /** ENOENT when this kernel was built without MPTCP. */
    public static PathManager open() throws ErrnoException {
        NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.GENERIC, 0);
        try {
            return new PathManager(socket, GenericNetlink.family(socket, FAMILY).id());
        } catch (ErrnoException e) {
            socket.close();
            throw e;
        }
    }

    public List<Endpoint> endpoints() throws ErrnoException {
        return socket.query(
                "list mptcp endpoints", request(CMD_GET_ADDR, NetlinkRequest.F_DUMP), PathManager::readEndpoint);
    }

    /** EBUSY or EEXIST for an address or id that is an endpoint already; at most 8 per namespace. */
    public void add(Endpoint endpoint) throws ErrnoException {
        NetlinkRequest request = request(CMD_ADD_ADDR, 0).nested(ATTR_ADDR, to -> {
            address(to, endpoint.address());
            if (endpoint.id() != 0) {
                to.attributeU8(ADDR_ATTR_ID, endpoint.id());
            }
            if (endpoint.ifindex() != 0) {
                to.attributeU32(ADDR_ATTR_IF_IDX, endpoint.ifindex());
            }
            to.attributeU32(ADDR_ATTR_FLAGS, endpoint.flags());
        });
        socket.execute("add mptcp endpoint " + describe(endpoint), request);
    }

    /** Ends the endpoint's subflows and sends REMOVE_ADDR. Id 0 means the initial subflows from {@code address}. */
    public void delete(int id, InetAddress address) throws ErrnoException {
        NetlinkRequest request = request(CMD_DEL_ADDR, 0).nested(ATTR_ADDR, to -> {
            to.attributeU8(ADDR_ATTR_ID, id);
            if (id == 0) {
                address(to, address);
            }
        });
        socket.execute("delete mptcp endpoint id " + id + " " + Prefix.text(address), request);
    }

    /** Changes FLAG_BACKUP and FLAG_FULLMESH; the rest of an endpoint's flags are for life. */
    public void setFlags(int id, int flags) throws ErrnoException {
        NetlinkRequest request = request(CMD_SET_FLAGS, 0)
                .nested(ATTR_ADDR, to -> to.attributeU8(ADDR_ATTR_ID, id).attributeU32(ADDR_ATTR_FLAGS, flags));
        socket.execute("change mptcp endpoint id " + id + " flags " + flags, request);
    }

    public Limits limits() throws ErrnoException {
        List<Limits> limits = socket.query("show mptcp limits", request(CMD_GET_LIMITS, 0), PathManager::readLimits);
        return limits.isEmpty() ? new Limits(0, 0) : limits.getFirst();
    }

    public void setLimits(Limits limits) throws ErrnoException {
        NetlinkRequest request = request(CMD_SET_LIMITS, 0)
                .attributeU32(ATTR_RCV_ADD_ADDRS, limits.addAddrAccepted())
                .attributeU32(ATTR_SUBFLOWS, limits.subflows());
        String call =
                "set mptcp limits subflows " + limits.subflows() + " add_addr_accepted " + limits.addAddrAccepted();
        socket.execute(call, request);
    }

    @Override
    public void close() {
        socket.close();
    }

    static void readEndpoint(NetlinkMessage message, Consumer<? super Endpoint> out) {
        Attributes fields = message.attributes(GenericNetlink.HEADER_BYTES).nested(ATTR_ADDR);
        InetAddress address = readAddress(fields);
        if (address != null) {
            out.accept(new Endpoint(
                    fields.u8(ADDR_ATTR_ID, 0),
                    address,
                    fields.u32(ADDR_ATTR_IF_IDX, 0),
                    fields.u32(ADDR_ATTR_FLAGS, 0)));
        }
    }

    static void readLimits(NetlinkMessage message, Consumer<? super Limits> out) {
        Attributes fields = message.attributes(GenericNetlink.HEADER_BYTES);
        if (fields.has(ATTR_SUBFLOWS)) {
            out.accept(new Limits(fields.u32(ATTR_SUBFLOWS, 0), fields.u32(ATTR_RCV_ADD_ADDRS, 0)));
        }
    }

    private static @Nullable InetAddress readAddress(Attributes fields) {
        return switch (fields.u16(ADDR_ATTR_FAMILY, 0)) {
            case Libc.AF_INET -> fields.address(ADDR_ATTR_ADDR4);
            case Libc.AF_INET6 -> fields.address(ADDR_ATTR_ADDR6);
            default -> null;
        };
    }

    private NetlinkRequest request(int command, int flags) {
        return GenericNetlink.request(familyId, flags, command, VERSION);
    }

    private static void address(NetlinkRequest to, InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean ipv6 = bytes.length == 16;
        to.attributeU16(ADDR_ATTR_FAMILY, ipv6 ? Libc.AF_INET6 : Libc.AF_INET);
        to.attribute(ipv6 ? ADDR_ATTR_ADDR6 : ADDR_ATTR_ADDR4, bytes);
    }

    private static String describe(Endpoint endpoint) {
        return Prefix.text(endpoint.address()) + " id " + endpoint.id() + " dev " + endpoint.ifindex() + " flags "
                + endpoint.flags();
    }
}
