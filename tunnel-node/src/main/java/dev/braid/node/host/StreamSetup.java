package dev.braid.node.host;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the stream lane needs of the machine: TCP connections handed to its listener rather than forwarded, and packets for sockets of
 * ours that bear others' addresses delivered here. The connection keeps its addresses (TPROXY, Documentation/networking/tproxy.rst).
 *
 * <pre>
 *   prerouting:  of a socket of ours that bears another's address    mark
 *                new, from the LAN, to what the tunnel would carry   tproxy to the listener, mark
 *   output:      new, routed into the tunnel's device                mark, so it comes in again by lo and is taken there
 *                of such a connection (ct mark)                      mark
 *   rule 7098:   mark -> table 7001: everything is local, by lo
 * </pre>
 *
 * What the operator excepts, and what does not go into the tunnel at all, is left alone; so is what is under way by the packet lane.
 */
public final class StreamSetup {
    private static final String TABLE = "braid_streams";
    private static final String MARK =
            "meta mark set meta mark & 0x%08x | 0x%08x".formatted(~OwnNumbers.STREAMS_MASK, OwnNumbers.STREAMS_MARK);

    private static final String IS_MARKED =
            "meta mark & 0x%08x == 0x%08x".formatted(OwnNumbers.STREAMS_MASK, OwnNumbers.STREAMS_MARK);

    private static final String REMEMBER = MARK.replace("meta mark", "ct mark");
    private static final String IS_REMEMBERED = "ct direction original " + IS_MARKED.replace("meta mark", "ct mark");

    /** A connection goes by the lane that its first packet took. */
    private static final String ONLY_FIRST_PACKETS = "    tcp flags & (fin | syn | rst | ack) != syn return\n";

    private final NodeSpec spec;
    private final HostView view;
    private final int port;
    private final List<Boolean> families;
    private final StringBuilder sets = new StringBuilder();
    private final StringBuilder prerouting = new StringBuilder();
    private final StringBuilder output = new StringBuilder();

    private StreamSetup(NodeSpec spec, HostView view, int port, List<Boolean> families) {
        this.spec = spec;
        this.view = view;
        this.port = port;
        this.families = families;
    }

    /**
     * For an edge: takes what its tunnel would carry.
     *
     * @param port of the listener on loopback
     * @param inner what the hub has assigned; families without an address are left alone, as the tunnel leaves them
     */
    public static List<HostChange> edge(NodeSpec.Edge spec, HostView view, int port, List<Prefix> inner) {
        List<Boolean> families = inner.stream().map(Prefix::isIpv6).distinct().toList();
        StreamSetup setup = new StreamSetup(spec, view, port, families);
        setup.start();
        String device = Firewall.quoted(spec.device().name());
        List<String> from = new ArrayList<>();
        if (spec.traffic() != Traffic.NONE) {
            spec.lanInterfaces().forEach(lan -> from.add("iifname " + Firewall.quoted(lan)));
        }
        if (spec.traffic() == Traffic.ALL) {
            setup.own(device);
            from.add("iifname \"lo\" " + IS_MARKED);
        }
        from.forEach(f -> setup.prerouting.append("    ").append(f).append(" meta l4proto tcp jump take\n"));
        return setup.plan(false, setup.leftAlone(spec));
    }

    /** For a hub: takes what is for these LANs of its edges; while there are none, nothing has to be led anywhere. */
    public static List<HostChange> hub(NodeSpec.HubNode spec, HostView view, int port, List<Prefix> lans) {
        if (lans.isEmpty()) {
            return carriersThatRest(view);
        }
        List<Boolean> families =
                spec.inner().stream().map(Prefix::isIpv6).distinct().toList();
        StreamSetup setup = new StreamSetup(spec, view, port, families);
        setup.start();
        String device = Firewall.quoted(spec.device().name());
        setup.own(device);
        setup.prerouting.append("    iifname != { ").append(device);
        setup.prerouting.append(", \"lo\" } meta l4proto tcp jump take\n");
        setup.prerouting.append("    iifname \"lo\" ").append(IS_MARKED).append(" meta l4proto tcp jump take\n");
        return setup.plan(true, lans);
    }

    private void start() {
        prerouting
                .append("    meta l4proto tcp socket transparent 1 ")
                .append(MARK)
                .append(" accept\n");
    }

    /** What this machine itself sends into the tunnel. */
    private void own(String device) {
        output.append("    oifname ")
                .append(device)
                .append(" meta l4proto tcp ")
                .append(IS_REMEMBERED);
        output.append(" ").append(MARK).append(" accept\n");
        output.append("    oifname ").append(device).append(" meta l4proto tcp jump choose\n");
    }

    /** @param only whether {@code prefixes} are what is taken; otherwise they are what is not */
    private List<HostChange> plan(boolean only, List<Prefix> prefixes) {
        StringBuilder choose = new StringBuilder(ONLY_FIRST_PACKETS);
        StringBuilder take = new StringBuilder(ONLY_FIRST_PACKETS + "    fib daddr type != unicast return\n");
        if (!spec.streams().exceptPorts().isEmpty()) {
            String ports = spec.streams().exceptPorts().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "{ ", " }"));
            take.append("    tcp dport ").append(ports).append(" return\n");
            choose.append("    tcp dport ").append(ports).append(" return\n");
        }
        List<HostChange> plan = new ArrayList<>();
        for (boolean ipv6 : families) {
            family(ipv6, only, prefixes, choose, take);
            plan.addAll(toThisMachine(ipv6));
        }
        plan.add(new NftTable("inet", TABLE, body(choose, take)));
        plan.addAll(carriersThatRest(view));
        return List.copyOf(plan);
    }

    /** One that rested would begin with ten segments again, and web pages are made of rests; both families obey it. */
    private static List<HostChange> carriersThatRest(HostView view) {
        List<HostChange> plan = new ArrayList<>();
        Settings.set(view, "net/ipv4/tcp_slow_start_after_idle", "0", plan);
        return List.copyOf(plan);
    }

    private void family(boolean ipv6, boolean only, List<Prefix> prefixes, StringBuilder choose, StringBuilder take) {
        String digit = ipv6 ? "6" : "4";
        String daddr = "    meta nfproto ipv" + digit + (ipv6 ? " ip6" : " ip") + " daddr ";
        sets.append(Firewall.set("known" + digit, ipv6, prefixes));
        sets.append(Firewall.set("except" + digit, ipv6, spec.streams().exceptPrefixes()));
        for (StringBuilder chain : List.of(choose, take)) {
            chain.append(daddr)
                    .append(only ? "!= @known" : "@known")
                    .append(digit)
                    .append(" return\n");
            chain.append(daddr).append("@except").append(digit).append(" return\n");
        }
        choose.append("    meta nfproto ipv")
                .append(digit)
                .append(" ")
                .append(REMEMBER)
                .append(" ")
                .append(MARK)
                .append("\n");
        String listener = ipv6 ? "[::1]:" : "127.0.0.1:";
        take.append("    meta nfproto ipv")
                .append(digit)
                .append(" meta l4proto tcp tproxy ")
                .append(ipv6 ? "ip6" : "ip");
        take.append(" to ")
                .append(listener)
                .append(port)
                .append(" ")
                .append(MARK)
                .append(" accept\n");
    }

    /** Connection tracking begins where a rule asks for it: only with traffic of this machine's own. */
    private String body(StringBuilder choose, StringBuilder take) {
        String chains = sets + "  chain take {\n" + take + "  }\n"
                + "  chain prerouting {\n    type filter hook prerouting priority mangle; policy accept;\n" + prerouting
                + "  }\n";
        return output.isEmpty()
                ? chains
                : chains + "  chain choose {\n" + choose + "  }\n"
                        + "  chain output {\n    type route hook output priority mangle; policy accept;\n" + output
                        + "  }\n";
    }

    private List<HostChange> toThisMachine(boolean ipv6) {
        Link loopback = view.link("lo");
        if (loopback == null) {
            return List.of();
        }
        int table = OwnNumbers.STREAMS_TABLE;
        int scope = ipv6 ? Route.SCOPE_UNIVERSE : Route.SCOPE_HOST;
        Route local = new Route(
                UplinkPlan.everything(ipv6),
                null,
                loopback.index(),
                table,
                0,
                OwnNumbers.PROTOCOL,
                scope,
                Route.TYPE_LOCAL,
                null);
        Rule marked = new Rule(
                ipv6,
                OwnNumbers.PRIORITY_STREAMS,
                null,
                null,
                null,
                OwnNumbers.STREAMS_MARK,
                OwnNumbers.STREAMS_MASK,
                table,
                -1,
                OwnNumbers.PROTOCOL);
        return List.of(new RouteAdded(local), new RuleAdded(marked));
    }

    /** Where the main table knows a way of its own: that is not the tunnel's, see {@link EdgeSetup}. */
    private List<Prefix> leftAlone(NodeSpec.Edge edge) {
        Link device = view.link(edge.device().name());
        Set<Prefix> known = new LinkedHashSet<>();
        for (Route route : view.routes()) {
            if (route.table() == Route.RT_TABLE_MAIN
                    && route.destination().length() > 0
                    && (device == null || route.ifindex() != device.index())) {
                known.add(route.destination().network());
            }
        }
        return Firewall.withoutParts(known);
    }

    /** The networks that an edge's LAN interfaces lead to. */
    public static List<Prefix> lan(NodeSpec.Edge spec, HostView view) {
        Set<Integer> interfaces = spec.lanInterfaces().stream()
                .map(view::link)
                .filter(link -> link != null)
                .map(Link::index)
                .collect(Collectors.toSet());
        return view.routes().stream()
                .filter(r -> r.table() == Route.RT_TABLE_MAIN
                        && interfaces.contains(r.ifindex())
                        && r.type() == Route.TYPE_UNICAST
                        && r.destination().length() > 0)
                .map(r -> r.destination().network())
                .distinct()
                .toList();
    }

    /** The addresses of the machine itself, without ours. */
    public static Set<InetAddress> addresses(HostView view) {
        return view.addresses().stream()
                .map(Address::prefix)
                .map(Prefix::address)
                .collect(Collectors.toSet());
    }
}
