package dev.braid.node.host;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.host.EdgeSetup.UplinkLink;
import java.util.List;
import java.util.TreeSet;

/**
 * Bounds what carriers use of an uplink, by dropping what is too much: the congestion control of either end settles below. A super-packet of the
 * kernel counts as one here, so the burst has room for a few of them.
 */
final class RateLimits {
    private static final int LEAST_BURST_BYTES = 256 * 1024;
    /** Of the rate, in seconds: what may come at once beside the least. */
    private static final double BURST_SECONDS = 0.02;

    private RateLimits() {}

    /** The body of a table; "" when no uplink has a bound. */
    static String rules(List<UplinkLink> uplinks, List<NodeSpec.Hub> hubs) {
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        TreeSet<Integer> ports = new TreeSet<>();
        hubs.forEach(hub -> ports.add(hub.port()));
        String set = String.join(", ", ports.stream().map(String::valueOf).toList());
        for (UplinkLink uplink : uplinks) {
            limit(up, "oifname", uplink, "dport { " + set + " }", uplink.rate().upBitsPerSecond());
            limit(
                    down,
                    "iifname",
                    uplink,
                    "sport { " + set + " }",
                    uplink.rate().downBitsPerSecond());
        }
        return chain("up", "output", up) + chain("down", "input", down);
    }

    private static void limit(StringBuilder to, String side, UplinkLink uplink, String ports, long bitsPerSecond) {
        if (bitsPerSecond > 0) {
            long bytes = bitsPerSecond / 8;
            long burst = LEAST_BURST_BYTES + (long) (bytes * BURST_SECONDS);
            to.append("    %s %s tcp %s limit rate over %d bytes/second burst %d bytes counter drop\n"
                    .formatted(side, Firewall.quoted(uplink.interfaceName()), ports, bytes, burst));
        }
    }

    private static String chain(String name, String hook, StringBuilder rules) {
        return rules.isEmpty()
                ? ""
                : "  chain " + name + " {\n    type filter hook " + hook + " priority filter; policy accept;\n" + rules
                        + "  }\n";
    }
}
