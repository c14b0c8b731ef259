package dev.braid.node.linux;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A route, or one next hop of a multipath route, which is told as one Route per next hop.
 *
 * @param gateway may be of the other family (RTA_VIA); null when the destination is on the link
 * @param ifindex 0 for none, as unreachable and blackhole routes have it
 * @param metric 0 for none; the kernel gives an IPv6 route without one 1024
 * @param protocol who set it, PROTOCOL_*
 * @param scope SCOPE_*; IPv6 routes are always told as universe
 * @param type TYPE_*
 */
public record Route(
        Prefix destination,
        @Nullable InetAddress gateway,
        int ifindex,
        int table,
        int metric,
        int protocol,
        int scope,
        int type,
        @Nullable InetAddress preferredSource) {
    // linux/rtnetlink.h
    public static final int RT_TABLE_DEFAULT = 253;
    public static final int RT_TABLE_MAIN = 254;
    public static final int RT_TABLE_LOCAL = 255;
    public static final int TYPE_UNICAST = 1;
    public static final int TYPE_LOCAL = 2;
    public static final int TYPE_BLACKHOLE = 6;
    public static final int TYPE_UNREACHABLE = 7;
    public static final int TYPE_PROHIBIT = 8;
    public static final int SCOPE_UNIVERSE = 0;
    public static final int SCOPE_LINK = 253;
    public static final int SCOPE_HOST = 254;
    public static final int PROTOCOL_REDIRECT = 1;
    public static final int PROTOCOL_KERNEL = 2;
    public static final int PROTOCOL_BOOT = 3;
    public static final int PROTOCOL_STATIC = 4;
    public static final int PROTOCOL_DHCP = 16;

    /** A unicast route without metric or preferred source; its scope is the link's when there is no gateway (IPv4). */
    public static Route unicast(
            Prefix destination, @Nullable InetAddress gateway, int ifindex, int table, int protocol) {
        int scope = gateway == null && !destination.isIpv6() ? SCOPE_LINK : SCOPE_UNIVERSE;
        return new Route(destination, gateway, ifindex, table, 0, protocol, scope, TYPE_UNICAST, null);
    }

    /** Refuses what it matches, with an ICMP error; {@code metric} makes it the last resort of its table. */
    public static Route unreachable(Prefix destination, int table, int metric, int protocol) {
        return new Route(destination, null, 0, table, metric, protocol, SCOPE_UNIVERSE, TYPE_UNREACHABLE, null);
    }

    public Route withMetric(int newMetric) {
        return new Route(destination, gateway, ifindex, table, newMetric, protocol, scope, type, preferredSource);
    }

    public Route withPreferredSource(InetAddress source) {
        return new Route(destination, gateway, ifindex, table, metric, protocol, scope, type, source);
    }

    /** As a person would write it: {@code default via 10.0.0.1 dev 3 table 7001}. */
    public String describe() {
        StringBuilder text = new StringBuilder(
                switch (type) {
                    case TYPE_UNICAST -> "";
                    case TYPE_LOCAL -> "local ";
                    case TYPE_BLACKHOLE -> "blackhole ";
                    case TYPE_UNREACHABLE -> "unreachable ";
                    case TYPE_PROHIBIT -> "prohibit ";
                    default -> "type " + type + " ";
                });
        text.append(destination.length() == 0 ? destination.isIpv6() ? "default (IPv6)" : "default" : destination);
        if (gateway != null) {
            text.append(" via ").append(Prefix.text(gateway));
        }
        if (ifindex != 0) {
            text.append(" dev ").append(ifindex);
        }
        if (preferredSource != null) {
            text.append(" src ").append(Prefix.text(preferredSource));
        }
        if (metric != 0) {
            text.append(" metric ").append(Integer.toUnsignedString(metric));
        }
        return text.append(" table ").append(Integer.toUnsignedString(table)).toString();
    }
}
