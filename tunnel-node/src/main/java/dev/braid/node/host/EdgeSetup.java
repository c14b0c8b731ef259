package dev.braid.node.host;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.AddressAdded;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an edge needs of its machine. Before the tunnel is up that is MPTCP and a routing table per uplink; once its device
 * is up and the hub has assigned addresses, also forwarding and the way into the tunnel:
 *
 * <pre>
 *   from an uplink's address  -> that uplink      (carriers, probes, answers to who came by it)
 *   to what is connected here -> main             (LAN to LAN)
 *   from a LAN interface      -> tunnel           (Traffic.LAN and ALL)
 *   all the rest              -> tunnel           (Traffic.ALL)
 *   from an inner address     -> tunnel           (always: nowhere else can it be answered)
 * </pre>
 */
public final class EdgeSetup {
    private final NodeSpec.Edge spec;
    private final List<UplinkLink> uplinks;
    private final HostView view;
    private final List<HostChange> plan = new ArrayList<>();

    /**
     * What an uplink is on this machine now.
     *
     * @param slot its number for as long as it is called so: that of its routing table, below {@value OwnNumbers#MAX_UPLINKS}
     * @param rate what carriers may use of it
     */
    public record UplinkLink(String interfaceName, int slot, NodeSpec.Rate rate) {}

    private EdgeSetup(NodeSpec.Edge spec, List<UplinkLink> uplinks, HostView view) {
        this.spec = spec;
        this.uplinks = uplinks;
        this.view = view;
    }

    /** The plan for uplinks that are interfaces by their names, each with its place in the list as slot. */
    public static List<HostChange> plan(NodeSpec.Edge spec, HostView view, List<Prefix> inner) {
        List<UplinkLink> uplinks = new ArrayList<>();
        spec.uplinks().forEach(u -> uplinks.add(new UplinkLink(u.interfaceName(), uplinks.size(), u.rate())));
        return plan(spec, uplinks, view, inner);
    }

    /**
     * All of it, for {@link Host#bring}; to be made anew from a new view whenever links, addresses, gateways, {@code uplinks} or
     * {@code inner} change.
     *
     * @param uplinks those that have an interface now
     * @param inner what the hub has assigned, empty before it has; only families found here are steered into the tunnel
     */
    public static List<HostChange> plan(
            NodeSpec.Edge spec, List<UplinkLink> uplinks, HostView view, List<Prefix> inner) {
        if (uplinks.stream().anyMatch(u -> u.slot() >= OwnNumbers.MAX_UPLINKS)) {
            throw new IllegalArgumentException("more than " + OwnNumbers.MAX_UPLINKS + " uplinks");
        }
        EdgeSetup setup = new EdgeSetup(spec, uplinks, view);
        setup.uplinks();
        Link device = view.linkThatIsUp(spec.device().name());
        if (device != null && !inner.isEmpty()) {
            setup.tunnel(device, inner);
        }
        return List.copyOf(setup.plan);
    }

    private void uplinks() {
        Settings.mptcp(view, plan);
        // 3600 s by default: after lost SYNs on one bad link the kernel would do without MPTCP on all of them.
        Settings.set(view, "net/mptcp/blackhole_timeout", "0", plan);
        for (UplinkLink uplink : uplinks) {
            plan.addAll(UplinkPlan.of(view, uplink.interfaceName(), uplink.slot()));
        }
        String limits = RateLimits.rules(uplinks, spec.hubs());
        if (!limits.isEmpty()) {
            plan.add(new NftTable("inet", "braid_rates", limits));
        }
        for (Prefix connected : connectedElsewhere()) {
            plan.add(new RuleAdded(toMain(connected, OwnNumbers.PRIORITY_CONNECTED, null)));
        }
    }

    private void tunnel(Link device, List<Prefix> inner) {
        boolean ipv4 = inner.stream().anyMatch(p -> !p.isIpv6());
        boolean ipv6 = inner.stream().anyMatch(Prefix::isIpv6);
        Settings.looseReversePath(view, device.name(), plan);
        if (ipv4) {
            Set<String> interfaces = new LinkedHashSet<>(spec.lanInterfaces());
            interfaces.add(device.name());
            plan.addAll(Forwarding.ipv4(view, interfaces));
        }
        if (ipv6) {
            plan.addAll(Forwarding.ipv6(view));
        }
        // After forwarding, and so undone before it: see Forwarding on anycast addresses.
        inner.forEach(address -> plan.add(new AddressAdded(device.index(), address)));
        if (ipv4) {
            steer(device, false, inner);
        }
        if (ipv6) {
            steer(device, true, inner);
        }
        String clamp = MssClamp.rules(spec.device());
        if (!clamp.isEmpty()) {
            plan.add(new NftTable("inet", "braid", Firewall.forwardChain(clamp)));
        }
    }

    private void steer(Link device, boolean ipv6, List<Prefix> inner) {
        int table = OwnNumbers.TUNNEL_TABLE;
        int protocol = OwnNumbers.PROTOCOL;
        plan.add(new RouteAdded(Route.unicast(UplinkPlan.everything(ipv6), null, device.index(), table, protocol)));
        plan.add(new RuleAdded(new Rule(
                ipv6, OwnNumbers.PRIORITY_SPECIFIC, null, null, null, 0, 0, Route.RT_TABLE_MAIN, 0, protocol)));
        for (Prefix address : inner) {
            if (address.isIpv6() == ipv6) {
                Prefix host = new Prefix(address.address(), ipv6 ? 128 : 32);
                plan.add(new RuleAdded(Rule.from(host, OwnNumbers.PRIORITY_TUNNEL, table, protocol)));
            }
        }
        if (spec.traffic() != Traffic.NONE) {
            for (String lan : spec.lanInterfaces()) {
                plan.add(new RuleAdded(
                        new Rule(ipv6, OwnNumbers.PRIORITY_TUNNEL, null, null, lan, 0, 0, table, -1, protocol)));
            }
        }
        if (spec.traffic() == Traffic.ALL) {
            nameServers(ipv6);
            plan.add(new RuleAdded(Rule.lookup(ipv6, OwnNumbers.PRIORITY_REST, table, protocol)));
        }
    }

    /** Our own look-ups stay outside: a tunnel that needs itself to find its hub never comes back. */
    private void nameServers(boolean ipv6) {
        for (InetAddress server : view.nameServers()) {
            Prefix host = new Prefix(server, server.getAddress().length * 8);
            if (host.isIpv6() == ipv6) {
                plan.add(new RuleAdded(toMain(host, OwnNumbers.PRIORITY_NAME_SERVERS, "lo")));
            }
        }
    }

    /**
     * Prefixes on links of this machine that are no uplink: an answer from an uplink's address to a LAN host or a container
     * must not follow that uplink's default route. Where an uplink has the same prefix, the uplink's own table wins.
     */
    private Set<Prefix> connectedElsewhere() {
        Set<Integer> links = new LinkedHashSet<>();
        for (UplinkLink uplink : uplinks) {
            Link link = view.link(uplink.interfaceName());
            if (link != null) {
                links.add(link.index());
            }
        }
        Set<Prefix> ofUplinks = new LinkedHashSet<>();
        Set<Prefix> others = new LinkedHashSet<>();
        for (Route route : view.routes()) {
            if (route.table() == Route.RT_TABLE_MAIN && isConnected(route)) {
                (links.contains(route.ifindex()) ? ofUplinks : others).add(route.destination());
            }
        }
        others.removeIf(p -> ofUplinks.stream().anyMatch(p::overlaps));
        return others;
    }

    private boolean isConnected(Route route) {
        Link device = view.link(spec.device().name());
        return route.type() == Route.TYPE_UNICAST
                && route.gateway() == null
                && route.destination().length() > 0
                && !route.destination().address().isLinkLocalAddress()
                && !route.destination().address().isMulticastAddress()
                && !route.destination().address().isLoopbackAddress()
                && (device == null || route.ifindex() != device.index());
    }

    private static Rule toMain(Prefix to, int priority, @Nullable String iif) {
        return new Rule(to.isIpv6(), priority, null, to, iif, 0, 0, Route.RT_TABLE_MAIN, -1, OwnNumbers.PROTOCOL);
    }
}
