package dev.braid.node.linux;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tables of nftables in the namespace of the thread that opened it (linux/netfilter/nf_tables.h): which there are, and how to be rid of
 * one. What is in them is left to the nft program, which takes some hundredths of a second to start. Needs CAP_NET_ADMIN to ask, too. A kernel
 * without nftables has none.
 */
public final class FirewallTables implements AutoCloseable {
    // linux/netfilter/nfnetlink.h: subsystem, nfgenmsg, and the batch that every change has to be in
    private static final int NFNL_SUBSYS_NFTABLES = 10;
    private static final int NFNL_MSG_BATCH_BEGIN = 0x10;
    private static final int NFNL_MSG_BATCH_END = 0x11;
    private static final int HEADER_BYTES = 4;
    // linux/netfilter/nf_tables.h
    private static final int NEW = NFNL_SUBSYS_NFTABLES << 8;
    private static final int GET = NEW | 1;
    private static final int DELETE = NEW | 2;
    private static final int NFTA_TABLE_NAME = 1;

    /** linux/netfilter.h, enum nfproto, as nft(8) calls them. */
    private static final Map<Integer, String> FAMILIES =
            Map.of(1, "inet", 2, "ip", 3, "arp", 5, "netdev", 7, "bridge", 10, "ip6");

    private final @Nullable NetlinkSocket socket;

    private FirewallTables(@Nullable NetlinkSocket socket) {
        this.socket = socket;
    }

    public static FirewallTables open() throws ErrnoException {
        try {
            return new FirewallTables(NetlinkSocket.open(NetlinkSocket.NETFILTER, 0));
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EPROTONOSUPPORT) {
                return new FirewallTables(null);
            }
            throw e;
        }
    }

    /** As {@code inet braid}. */
    public List<String> names() throws ErrnoException {
        if (socket == null) {
            return List.of();
        }
        try {
            return socket.query(
                    "list firewall tables", message(GET, NetlinkRequest.F_DUMP, 0), FirewallTables::readName);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EINVAL || e.errno() == Errno.EOPNOTSUPP) {
                return List.of(); // nfnetlink, but no nf_tables behind it
            }
            throw e;
        }
    }

    /** With all that is in it; ENOENT when there is none of that name. */
    public void delete(String family, String name) throws ErrnoException {
        int number = FAMILIES.entrySet().stream()
                .filter(f -> f.getValue().equals(family))
                .findFirst()
                .orElseThrow()
                .getKey();
        String what = "delete firewall table " + family + " " + name;
        if (socket == null) {
            throw new ErrnoException(what, Errno.ENOENT);
        }
        socket.execute(
                what,
                edge(NFNL_MSG_BATCH_BEGIN)
                        .then(message(DELETE, 0, number).attributeText(NFTA_TABLE_NAME, name))
                        .then(edge(NFNL_MSG_BATCH_END)));
    }

    static void readName(NetlinkMessage message, Consumer<String> out) {
        if (message.type() == NEW && message.has(HEADER_BYTES)) {
            String family = FAMILIES.get(message.u8(0));
            String name = message.attributes(HEADER_BYTES).text(NFTA_TABLE_NAME);
            if (family != null && !name.isEmpty()) {
                out.accept(family + " " + name);
            }
        }
    }

    private static NetlinkRequest edge(int type) {
        return header(NetlinkRequest.unanswered(type), 0, NFNL_SUBSYS_NFTABLES);
    }

    private static NetlinkRequest message(int type, int flags, int family) {
        return header(new NetlinkRequest(type, flags), family, 0);
    }

    /** nfgenmsg; the resource is in network byte order. */
    private static NetlinkRequest header(NetlinkRequest request, int family, int resource) {
        return request.u8(family).u8(0).u8(resource >> 8).u8(resource);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
