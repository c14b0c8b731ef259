package dev.braid.node.linux;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** RTM_*ROUTE: rtmsg (12 bytes) and RTA_* attributes; linux/rtnetlink.h. */
final class RouteMessages {
    static final int NEW = 24;
    static final int DELETE = 25;
    static final int GET = 26;

    private static final int HEADER_BYTES = 12;
    private static final int RTM_F_CLONED = 0x200;
    private static final int RT_SCOPE_NOWHERE = 255;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_TABLE = 15;
    private static final int RTA_VIA = 18;
    /** struct rtnexthop: u16 length, u8 flags, u8 hops, s32 ifindex, then attributes. */
    private static final int NEXT_HOP_BYTES = 8;

    private RouteMessages() {}

    static NetlinkRequest dump(boolean ipv6) {
        return header(GET, NetlinkRequest.F_DUMP, AddressFamily.of(ipv6), 0, 0, 0, 0);
    }

    static NetlinkRequest add(Route route) {
        return of(NEW, NetlinkRequest.F_CREATE | NetlinkRequest.F_EXCL, route, route.scope());
    }

    /** Any scope will do: the rest says which route is meant. */
    static NetlinkRequest delete(Route route) {
        return of(DELETE, 0, route, RT_SCOPE_NOWHERE);
    }

    static void read(NetlinkMessage message, Consumer<? super Route> out) {
        if (!message.has(HEADER_BYTES) || (message.u32(8) & RTM_F_CLONED) != 0) {
            return;
        }
        Attributes attributes = message.attributes(HEADER_BYTES);
        int family = message.u8(0);
        int length = message.u8(1);
        Prefix destination = attributes.has(RTA_DST)
                ? AddressFamily.prefix(family, attributes.address(RTA_DST), length)
                : length == 0 ? AddressFamily.everything(family) : null;
        if (destination == null) {
            return;
        }
        ByteBuffer hops = attributes.value(RTA_MULTIPATH, NEXT_HOP_BYTES);
        if (hops == null) {
            out.accept(route(message, attributes, destination, attributes, attributes.u32(RTA_OIF, 0)));
        } else {
            readHops(hops, (hop, ifindex) -> out.accept(route(message, attributes, destination, hop, ifindex)));
        }
    }

    private interface HopConsumer {
        void accept(Attributes hop, int ifindex);
    }

    private static void readHops(ByteBuffer hops, HopConsumer out) {
        int at = 0;
        while (hops.limit() - at >= NEXT_HOP_BYTES) {
            int lengthBytes = Short.toUnsignedInt(hops.getShort(at));
            if (lengthBytes < NEXT_HOP_BYTES || lengthBytes > hops.limit() - at) {
                return;
            }
            ByteBuffer rest = NetlinkMessage.slice(hops, at + NEXT_HOP_BYTES, lengthBytes - NEXT_HOP_BYTES);
            out.accept(Attributes.parse(rest), hops.getInt(at + 4));
            at += NetlinkMessage.align(lengthBytes);
        }
    }

    private static Route route(
            NetlinkMessage message, Attributes attributes, Prefix destination, Attributes hop, int ifindex) {
        int type = message.u8(7);
        // IPv6 hangs a route that leads nowhere on the loopback interface; IPv4 on none. One way to say it is enough.
        boolean nowhere = type == Route.TYPE_BLACKHOLE || type == Route.TYPE_UNREACHABLE || type == Route.TYPE_PROHIBIT;
        return new Route(
                destination,
                gateway(hop),
                nowhere ? 0 : ifindex,
                attributes.u32(RTA_TABLE, message.u8(4)),
                attributes.u32(RTA_PRIORITY, 0),
                message.u8(5),
                message.u8(6),
                type,
                attributes.address(RTA_PREFSRC));
    }

    /** RTA_VIA is a family and an address of it: an IPv4 route may lead through an IPv6 neighbour (RFC 5549). */
    private static @Nullable InetAddress gateway(Attributes hop) {
        ByteBuffer via = hop.value(RTA_VIA, 2);
        if (via == null) {
            return hop.address(RTA_GATEWAY);
        }
        int bytes = AddressFamily.addressBytes(Short.toUnsignedInt(via.getShort(0)));
        return bytes != 0 && via.limit() >= 2 + bytes ? Attributes.address(via, 2, bytes) : null;
    }

    private static NetlinkRequest of(int type, int flags, Route route, int scope) {
        Prefix destination = route.destination().network();
        NetlinkRequest request = header(
                type,
                flags,
                AddressFamily.of(destination),
                destination.length(),
                route.protocol(),
                destination.isIpv6() ? 0 : scope,
                route.type());
        request.attributeU32(RTA_TABLE, route.table());
        if (destination.length() > 0) {
            request.attribute(RTA_DST, destination.address().getAddress());
        }
        if (route.gateway() != null) {
            addGateway(request, AddressFamily.of(destination), route.gateway());
        }
        if (route.ifindex() != 0) {
            request.attributeU32(RTA_OIF, route.ifindex());
        }
        if (route.metric() != 0) {
            request.attributeU32(RTA_PRIORITY, route.metric());
        }
        if (route.preferredSource() != null) {
            request.attribute(RTA_PREFSRC, route.preferredSource().getAddress());
        }
        return request;
    }

    private static void addGateway(NetlinkRequest request, int family, InetAddress gateway) {
        byte[] address = gateway.getAddress();
        if (AddressFamily.of(gateway) == family) {
            request.attribute(RTA_GATEWAY, address);
        } else {
            byte[] via = ByteBuffer.allocate(2 + address.length)
                    .order(ByteOrder.nativeOrder())
                    .putShort((short) AddressFamily.of(gateway))
                    .put(address)
                    .array();
            request.attribute(RTA_VIA, via);
        }
    }

    /** The table travels as RTA_TABLE, because the header's field holds only 8 bits of it. */
    private static NetlinkRequest header(
            int type, int flags, int family, int destinationLength, int protocol, int scope, int routeType) {
        return new NetlinkRequest(type, flags)
                .u8(family)
                .u8(destinationLength)
                .u8(0)
                .u8(0)
                .u8(0)
                .u8(protocol)
                .u8(scope)
                .u8(routeType)
                .u32(0);
    }
}
