package dev.braid.node.host;

import dev.braid.node.contract.NodeSpec;

/**
 * TCP connections through the tunnel learn a segment size that fits at once, rather than by ICMP that firewalls on the way
 * may drop. nftables never raises a size that is lower already (nft_exthdr).
 */
final class MssClamp {
    private static final int ETHERNET_MTU = 1500;
    private static final int IPV4_AND_TCP_BYTES = 40;
    private static final int IPV6_AND_TCP_BYTES = 60;
    private static final String SYN = "tcp flags & (syn | rst) == syn tcp option maxseg size set ";

    private MssClamp() {}

    /** Empty for a device that carries what Ethernet does: nobody behind it sends anything larger. */
    static String rules(NodeSpec.Device device) {
        if (device.mtuBytes() >= ETHERNET_MTU) {
            return "";
        }
        StringBuilder rules = new StringBuilder();
        for (String direction : new String[] {"iifname", "oifname"}) {
            String on = "    " + direction + " " + Firewall.quoted(device.name());
            rules.append(on).append(" meta nfproto ipv4 ").append(SYN);
            rules.append(device.mtuBytes() - IPV4_AND_TCP_BYTES).append('\n');
            rules.append(on).append(" meta nfproto ipv6 ").append(SYN);
            rules.append(device.mtuBytes() - IPV6_AND_TCP_BYTES).append('\n');
        }
        return rules.toString();
    }

    /** To the smaller MTU of the route there and the route back: the hub's own way on may be narrower than Ethernet. */
    static String toPathMtu(NodeSpec.Device device) {
        String name = Firewall.quoted(device.name());
        return "    iifname " + name + " " + SYN + "rt mtu\n    oifname " + name + " " + SYN + "rt mtu\n";
    }
}
