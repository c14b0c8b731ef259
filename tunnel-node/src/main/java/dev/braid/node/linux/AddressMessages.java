package dev.braid.node.linux;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.util.function.Consumer;

/** RTM_*ADDR: ifaddrmsg (8 bytes) and IFA_* attributes; linux/if_addr.h. */
final class AddressMessages {
    static final int NEW = 20;
    static final int DELETE = 21;
    static final int GET = 22;

    private static final int HEADER_BYTES = 8;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_F_NODAD = 0x02;
    private static final int IFA_F_DADFAILED = 0x08;
    private static final int IFA_F_DEPRECATED = 0x20;
    private static final int IFA_F_TENTATIVE = 0x40;

    private AddressMessages() {}

    static NetlinkRequest dump() {
        return new NetlinkRequest(GET, NetlinkRequest.F_DUMP)
                .u8(Libc.AF_UNSPEC)
                .u8(0)
                .u8(0)
                .u8(0)
                .u32(0);
    }

    /** Without duplicate address detection: an inner address is ours alone, and must be usable at once. */
    static NetlinkRequest add(int ifindex, Prefix address) {
        return of(NEW, NetlinkRequest.F_CREATE | NetlinkRequest.F_EXCL, IFA_F_NODAD, ifindex, address);
    }

    static NetlinkRequest delete(int ifindex, Prefix address) {
        return of(DELETE, 0, 0, ifindex, address);
    }

    static void read(NetlinkMessage message, Consumer<? super Address> out) {
        if (!message.has(HEADER_BYTES)) {
            return;
        }
        Attributes attributes = message.attributes(HEADER_BYTES);
        // IFA_ADDRESS is the peer's where IFA_LOCAL differs from it; IPv6 has IFA_LOCAL only then.
        InetAddress far = attributes.address(IFA_ADDRESS);
        InetAddress near = attributes.has(IFA_LOCAL) ? attributes.address(IFA_LOCAL) : far;
        Prefix prefix = AddressFamily.prefix(message.u8(0), near, message.u8(1));
        if (prefix == null) {
            return;
        }
        int flags = attributes.u32(IFA_FLAGS, message.u8(2));
        out.accept(new Address(
                message.u32(4),
                prefix,
                message.u8(3),
                (flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) != 0,
                (flags & IFA_F_DEPRECATED) != 0,
                prefix.address().equals(far) ? null : far));
    }

    private static NetlinkRequest of(int type, int flags, int addressFlags, int ifindex, Prefix address) {
        byte[] bytes = address.address().getAddress();
        int scope = address.address().isLoopbackAddress()
                ? Route.SCOPE_HOST
                : address.address().isLinkLocalAddress() ? Route.SCOPE_LINK : Route.SCOPE_UNIVERSE;
        return new NetlinkRequest(type, flags)
                .u8(AddressFamily.of(address))
                .u8(address.length())
                .u8(addressFlags)
                .u8(scope)
                .u32(ifindex)
                .attribute(IFA_LOCAL, bytes)
                .attribute(IFA_ADDRESS, bytes);
    }
}
