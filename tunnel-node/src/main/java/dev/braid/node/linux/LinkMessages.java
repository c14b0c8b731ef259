package dev.braid.node.linux;

import java.util.function.Consumer;

/** RTM_*LINK: ifinfomsg (16 bytes) and IFLA_* attributes; linux/rtnetlink.h, linux/if_link.h, linux/if.h. */
final class LinkMessages {
    static final int NEW = 16;
    static final int DELETE = 17;
    static final int GET = 18;

    private static final int HEADER_BYTES = 16;
    private static final int IFF_UP = 0x1;
    private static final int IFF_LOWER_UP = 0x10000;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_TXQLEN = 13;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_EXT_MASK = 29;
    private static final int IFLA_INFO_KIND = 1;
    private static final int RTEXT_FILTER_SKIP_STATS = 8;

    private LinkMessages() {}

    static NetlinkRequest dump() {
        return header(GET, NetlinkRequest.F_DUMP, 0, 0, 0).attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    }

    static NetlinkRequest setUp(int ifindex, boolean up) {
        return header(NEW, 0, ifindex, up ? IFF_UP : 0, IFF_UP);
    }

    static NetlinkRequest setMtu(int ifindex, int mtuBytes) {
        return header(NEW, 0, ifindex, 0, 0).attributeU32(IFLA_MTU, mtuBytes);
    }

    static NetlinkRequest setTxQueueLength(int ifindex, int packets) {
        return header(NEW, 0, ifindex, 0, 0).attributeU32(IFLA_TXQLEN, packets);
    }

    static NetlinkRequest delete(int ifindex) {
        return header(DELETE, 0, ifindex, 0, 0);
    }

    /** A bridge tells of its ports with the same message under its own family; a port that leaves is no link gone. */
    static void read(NetlinkMessage message, Consumer<? super Link> out) {
        if (!message.has(HEADER_BYTES) || message.u8(0) != Libc.AF_UNSPEC) {
            return;
        }
        Attributes attributes = message.attributes(HEADER_BYTES);
        int flags = message.u32(8);
        out.accept(new Link(
                message.u32(4),
                attributes.text(IFLA_IFNAME),
                attributes.u32(IFLA_MTU, 0),
                (flags & IFF_UP) != 0,
                (flags & IFF_LOWER_UP) != 0,
                message.u16(2),
                attributes.nested(IFLA_LINKINFO).text(IFLA_INFO_KIND),
                attributes.mac(IFLA_ADDRESS)));
    }

    private static NetlinkRequest header(int type, int flags, int ifindex, int linkFlags, int changeMask) {
        return new NetlinkRequest(type, flags)
                .u8(Libc.AF_UNSPEC)
                .u8(0)
                .u16(0)
                .u32(ifindex)
                .u32(linkFlags)
                .u32(changeMask);
    }
}
