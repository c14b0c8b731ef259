package dev.braid.node.host;

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
 * table, such as a firewall's with policy drop, refuses.
 *
 * <pre>
 *   edge -> edge     only pairs that are allowed, and answers        pairs4, pairs6
 *   edge -> beyond   only from addresses that edges have             inner4, inner6
 *                    masqueraded, if asked for, but for prefixes that they are granted     kept4, kept6
 * </pre>
 */
final class Firewall {
    private Firewall() {}

    static String forwardChain(String rules) {
        return "  chain forward {\n    type filter hook forward priority filter; policy accept;\n" + rules + "  }\n";
    }

    static String hub(HubNode spec) {
        StringBuilder body = new StringBuilder();
        StringBuilder forward =
                new StringBuilder(MssClamp.toPathMtu(spec.device())).append(MssClamp.rules(spec.device()));
        StringBuilder masquerade = new StringBuilder();
        String device = quoted(spec.device().name());
        forward.append("    iifname ").append(device).append(" oifname ").append(device);
        forward.append(" ct state established,related accept\n");
        for (boolean ipv6 : new boolean[] {false, true}) {
            String digit = ipv6 ? "6" : "4";
            String ip = ipv6 ? "ip6" : "ip";
            String type = ipv6 ? "ipv6_addr" : "ipv4_addr";
            body.append(set("inner" + digit, type, texts(ofFamily(innerAndLans(spec), ipv6))));
            body.append(set("pairs" + digit, type + " . " + type, pairs(spec, ipv6)));
            body.append(set("kept" + digit, type + " . " + type, kept(spec, ipv6)));
            forward.append("    iifname ")
                    .append(device)
                    .append(" meta nfproto ipv")
                    .append(digit);
            forward.append(" ")
                    .append(ip)
                    .append(" saddr != @inner")
                    .append(digit)
                    .append(" counter drop\n");
            forward.append("    iifname ")
                    .append(device)
                    .append(" oifname ")
                    .append(device)
                    .append(" ");
            forward.append(ip)
                    .append(" saddr . ")
                    .append(ip)
                    .append(" daddr @pairs")
                    .append(digit)
                    .append(" accept\n");
            masquerade.append("    ").append(ip).append(" saddr . ").append(ip).append(" daddr @kept");
            masquerade.append(digit).append(" return\n");
            masquerade.append("    ").append(ip).append(" saddr @inner").append(digit);
            masquerade.append(" oifname != { ").append(device).append(", \"lo\" } masquerade\n");
        }
        forward.append("    iifname ")
                .append(device)
                .append(" oifname ")
                .append(device)
                .append(" counter drop\n");
        body.append(forwardChain(forward.toString()));
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
