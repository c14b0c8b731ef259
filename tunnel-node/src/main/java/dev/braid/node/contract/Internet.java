package dev.braid.node.contract;

import java.net.InetAddress;
import java.util.List;

/** What an edge reaches without having been granted it: the addresses that are on the public map. */
public final class Internet {
    /** What is not of it: RFC 6890, and RFC 1122's "this network", loopback, link-local, multicast and reserved addresses. */
    public static final List<Prefix> EXCEPT_IPV4 = List.of(
            Prefix.parse("0.0.0.0/8"),
            Prefix.parse("10.0.0.0/8"),
            Prefix.parse("100.64.0.0/10"),
            Prefix.parse("127.0.0.0/8"),
            Prefix.parse("169.254.0.0/16"),
            Prefix.parse("172.16.0.0/12"),
            Prefix.parse("192.0.0.0/24"),
            Prefix.parse("192.168.0.0/16"),
            Prefix.parse("224.0.0.0/3"));

    /** All there is of it: global unicast, RFC 4291 section 2.4. */
    public static final Prefix IPV6 = Prefix.parse("2000::/3");

    private Internet() {}

    public static boolean contains(InetAddress address) {
        Prefix host = Prefix.of(address);
        return host.isIpv6() ? IPV6.contains(host) : EXCEPT_IPV4.stream().noneMatch(prefix -> prefix.contains(host));
    }
}
