package dev.braid.node.host;

import dev.braid.node.contract.Internet;
import dev.braid.node.contract.NodeSpec.EdgeGrant;
import dev.braid.node.contract.NodeSpec.HubNode;
import dev.braid.node.contract.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The body of our own nftables table. It only ever drops what comes out of the tunnel; it accepts nothing that another
 * table, such as a firewall's with policy drop, refuses. What it lets pass is what {@code HubAccess} lets the stream lane reach.
 *
 * <pre>
 *   edge -> edge     only pairs that are allowed, and answers        pairs4, pairs6
 *   edge -> beyond   only from addresses that edges have             inner4, inner6
 *                    only to the Internet and what they are granted  kept4, kept6, and answers
 *                    masqueraded, if asked for, but for what they are granted
 *   edge -> hub      answers and ICMP, nothing else
 * </pre>
 */
final class Firewall {
    private Firewall() {}

    static String forwardChain(String rules) {
        return "  chain forward {\n    type filter hook forward priority filter; policy accept;\n" + rules + "  }\n";
    }

    static String hub(HubNode spec) {
        String device = quoted(spec.device().name());
        StringBuilder body = new StringBuilder();
        StringBuilder strangers = new StringBuilder();
        StringBuilder pairs = new StringBuilder();
        StringBuilder kept = new StringBuilder();
        StringBuilder masquerade = new StringBuilder();
        for (boolean ipv6 : new boolean[] {false, true}) {
            String type = ipv6 ? "ipv6_addr" : "ipv4_addr";
            String digit = ipv6 ? "6" : "4";
            String ip = ipv6 ? "ip6" : "ip";
            body.append(set("inner" + digit, type, texts(ofFamily(innerAndLans(spec), ipv6))));
            body.append(set("pairs" + digit, type + " . " + type, pairs(spec, ipv6)));
            body.append(set("kept" + digit, type + " . " + type, kept(spec, ipv6)));
            strangers.append("""
                        iifname %1$s meta nfproto ipv%2$s %3$s saddr != @inner%2$s %4$s
                    """.formatted(device, digit, ip, FirewallDrop.FOREIGN_SOURCE.counted()));
            pairs.append("""
                        iifname %1$s oifname %1$s %3$s saddr . %3$s daddr @pairs%2$s accept
                    """.formatted(device, digit, ip));
            kept.append("""
                        iifname %1$s %3$s saddr . %3$s daddr @kept%2$s accept
                    """.formatted(device, digit, ip));
            masquerade.append("""
                        %2$s saddr . %2$s daddr @kept%1$s return
                        %2$s saddr @inner%1$s oifname != { %3$s, "lo" } masquerade
                    """.formatted(digit, ip, device));
        }
        body.append(forwardChain(MssClamp.toPathMtu(spec.device())
                + MssClamp.rules(spec.device())
                + """
                    iifname %1$s oifname %1$s ct state established,related accept
                %2$s%3$s    iifname %1$s oifname %1$s %7$s
                    iifname %1$s ct state established,related accept
                %4$s    iifname %1$s ip daddr { %5$s } %8$s
                    iifname %1$s ip6 daddr != %6$s %8$s
                """.formatted(
                                device,
                                strangers,
                                pairs,
                                kept,
                                String.join(", ", texts(Internet.EXCEPT_IPV4)),
                                Internet.IPV6,
                                FirewallDrop.OTHER_EDGE.counted(),
                                FirewallDrop.NOT_GRANTED.counted())));
        body.append("""
                  chain input {
                    type filter hook input priority filter; policy accept;
                    iifname %1$s ct state established,related accept
                    iifname %1$s meta l4proto { icmp, ipv6-icmp } accept
                    iifname %1$s %2$s
                  }
                """.formatted(device, FirewallDrop.THIS_NODE.counted()));
        if (spec.masquerade()) {
            body.append("  chain postrouting {\n    type nat hook postrouting priority srcnat; policy accept;\n");
            body.append(masquerade).append("  }\n");
        }
        return body.toString();
    }

    static String quoted(String interfaceName) {
        if (!interfaceName.matches("[^\"\\s/*\\\\]{1,15}")) {
            throw new IllegalArgumentException("not an interface name for a firewall rule: " + interfaceName);
        }
        return '"' + interfaceName + '"';
    }

    static String set(String name, boolean ipv6, List<Prefix> prefixes) {
        List<Prefix> whole = withoutParts(new LinkedHashSet<>(prefixes));
        return set(name, ipv6 ? "ipv6_addr" : "ipv4_addr", texts(ofFamily(whole, ipv6)));
    }

    private static String set(String name, String type, List<String> elements) {
        return "  set " + name + " {\n    type " + type + "\n    flags interval\n"
                + (elements.isEmpty() ? "" : "    elements = { " + String.join(",\n      ", elements) + " }\n")
                + "  }\n";
    }

    /** Sets refuse overlapping elements, so what is part of a larger prefix is left out. */
    private static List<Prefix> innerAndLans(HubNode spec) {
        Set<Prefix> all = new LinkedHashSet<>();
        spec.inner().forEach(p -> all.add(p.network()));
        spec.edges().forEach(e -> all.addAll(prefixes(e)));
        return withoutParts(all);
    }

    /** What is granted knows the way back to whom it is granted. */
    private static List<String> kept(HubNode spec, boolean ipv6) {
        Set<String> kept = new LinkedHashSet<>();
        for (EdgeGrant edge : spec.edges()) {
            kept.addAll(products(prefixes(edge), new LinkedHashSet<>(edge.grants()), ipv6));
        }
        return List.copyOf(kept);
    }

    private static List<String> products(Set<Prefix> sources, Set<Prefix> targets, boolean ipv6) {
        List<String> products = new ArrayList<>();
        for (String source : texts(ofFamily(withoutParts(sources), ipv6))) {
            for (String target : texts(ofFamily(withoutParts(targets), ipv6))) {
                products.add(source + " . " + target);
            }
        }
        return products;
    }

    /** One direction per pair: who is named in {@code reaches} answers, but does not start. */
    private static List<String> pairs(HubNode spec, boolean ipv6) {
        Map<String, EdgeGrant> byName = new LinkedHashMap<>();
        spec.edges().forEach(e -> byName.put(e.name(), e));
        Set<String> pairs = new LinkedHashSet<>();
        for (EdgeGrant from : spec.edges()) {
            for (String reached : from.reaches()) {
                EdgeGrant to = byName.get(reached);
                if (to != null && !to.equals(from)) {
                    pairs.addAll(products(prefixes(from), prefixes(to), ipv6));
                }
            }
        }
        return List.copyOf(pairs);
    }

    /** What an edge speaks for: its inner addresses, as hosts, and its LANs. */
    static Set<Prefix> prefixes(EdgeGrant edge) {
        Set<Prefix> prefixes = new LinkedHashSet<>();
        edge.addresses().forEach(a -> prefixes.add(new Prefix(a.address(), a.isIpv6() ? 128 : 32)));
        edge.lans().forEach(p -> prefixes.add(p.network()));
        return prefixes;
    }

    static List<Prefix> withoutParts(Set<Prefix> prefixes) {
        return prefixes.stream()
                .filter(p -> prefixes.stream().noneMatch(other -> !other.equals(p) && other.contains(p)))
                .toList();
    }

    private static List<Prefix> ofFamily(List<Prefix> prefixes, boolean ipv6) {
        return prefixes.stream().filter(p -> p.isIpv6() == ipv6).toList();
    }

    private static List<String> texts(List<Prefix> prefixes) {
        return new ArrayList<>(prefixes.stream().map(Prefix::toString).toList());
    }
}
