package dev.braid.node.host;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.AddressAdded;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a hub needs of its machine: MPTCP, forwarding between the tunnel and whatever else it is connected to, the way to
 * each edge's addresses and LANs, and a firewall table that keeps edges apart and masquerades them.
 */
public final class HubSetup {
    private HubSetup() {}

    /** All of it, for {@link Host#bring}; addresses and routes follow once the device is up. */
    public static List<HostChange> plan(NodeSpec.HubNode spec, HostView view) {
        Set<Prefix> behindEdges = new LinkedHashSet<>();
        spec.edges().forEach(edge -> behindEdges.addAll(Firewall.prefixes(edge)));
        Set<Prefix> all = new LinkedHashSet<>(behindEdges);
        all.addAll(spec.inner());
        List<HostChange> plan = new ArrayList<>();
        Settings.mptcp(view, plan);
        // Before anything is forwarded: no packet shall find the way without finding the firewall.
        plan.add(new NftTable("inet", "braid", Firewall.hub(spec)));
        if (spec.masquerade()) {
            Settings.tolerantTracking(view, plan);
        }
        for (boolean ipv6 : families(all)) {
            plan.addAll(ipv6 ? Forwarding.ipv6(view) : Forwarding.ipv4(view, everyInterface(view)));
        }
        Link device = view.linkThatIsUp(spec.device().name());
        if (device != null) {
            spec.inner().forEach(address -> plan.add(new AddressAdded(device.index(), address)));
            behindEdges.forEach(prefix -> plan.add(new RouteAdded(
                    Route.unicast(prefix, null, device.index(), OwnNumbers.TUNNEL_TABLE, OwnNumbers.PROTOCOL))));
        }
        for (boolean ipv6 : families(all)) {
            plan.add(new RuleAdded(
                    Rule.lookup(ipv6, OwnNumbers.PRIORITY_SPECIFIC, OwnNumbers.TUNNEL_TABLE, OwnNumbers.PROTOCOL)));
        }
        return List.copyOf(plan);
    }

    private static List<Boolean> families(Set<Prefix> prefixes) {
        return prefixes.stream().map(Prefix::isIpv6).distinct().sorted().toList();
    }

    /** Answers come in by any of them. */
    private static List<String> everyInterface(HostView view) {
        return view.links().stream()
                .map(Link::name)
                .filter(n -> !n.equals("lo"))
                .toList();
    }
}
