package dev.braid.node.host;

import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One uplink's own routing table, and the rules that send packets from its addresses there. The table repeats what the main
 * table has by this link, and ends in a refusal: with this link's address nothing leaves by another one.
 */
final class UplinkPlan {
    private static final int ARPHRD_ETHER = 1;

    private final HostView view;
    private final Link link;
    private final int table;
    private final int priority;

    private UplinkPlan(HostView view, Link link, int index) {
        this.view = view;
        this.link = link;
        this.table = OwnNumbers.UPLINK_TABLE_BASE + index;
        this.priority = OwnNumbers.PRIORITY_UPLINK_BASE + index;
    }

    /**
     * Nothing while the interface is missing or down.
     *
     * @param index of the uplink in the specification, from 0
     */
    static List<HostChange> of(HostView view, String interfaceName, int index) {
        Link link = view.linkThatIsUp(interfaceName);
        return link == null ? List.of() : new UplinkPlan(view, link, index).plan();
    }

    private List<HostChange> plan() {
        List<Address> addresses = usableAddresses();
        List<HostChange> plan = new ArrayList<>();
        Settings.looseReversePath(view, link.name(), plan);
        Settings.ignoreWithoutCarrier(view, link.name(), plan);
        for (boolean ipv6 : new boolean[] {false, true}) {
            if (addresses.stream().anyMatch(a -> a.prefix().isIpv6() == ipv6)) {
                routes(ipv6, addresses).forEach(route -> plan.add(new RouteAdded(route)));
            }
        }
        for (Address address : addresses) {
            InetAddress source = address.prefix().address();
            Prefix host = new Prefix(source, source.getAddress().length * 8);
            plan.add(new RuleAdded(Rule.from(host, priority, table, OwnNumbers.PROTOCOL)));
        }
        return plan;
    }

    /** Link-local addresses reach no hub. */
    private List<Address> usableAddresses() {
        return view.addresses().stream()
                .filter(a -> a.ifindex() == link.index() && a.scope() < Route.SCOPE_LINK)
                .toList();
    }

    /** In the order in which the kernel accepts them: a gateway must be reachable when its route is added. */
    private List<Route> routes(boolean ipv6, List<Address> addresses) {
        Set<Route> routes = new LinkedHashSet<>();
        for (Prefix onLink : onLink(ipv6)) {
            routes.add(route(onLink, null));
        }
        Route found = defaultRoute(ipv6);
        if (found != null && found.gateway() != null) {
            InetAddress gateway = found.gateway();
            Prefix host = new Prefix(gateway, gateway.getAddress().length * 8);
            if (!gateway.isLinkLocalAddress() && onLink(ipv6).stream().noneMatch(p -> p.contains(host))) {
                routes.add(route(host, null));
            }
            routes.add(route(everything(ipv6), gateway));
        } else if (found != null || isPointToPoint(addresses)) {
            routes.add(route(everything(ipv6), null));
        }
        routes.add(Route.unreachable(everything(ipv6), table, OwnNumbers.METRIC_LAST, OwnNumbers.PROTOCOL));
        return List.copyOf(routes);
    }

    private Set<Prefix> onLink(boolean ipv6) {
        Set<Prefix> prefixes = new LinkedHashSet<>();
        for (Route route : view.routes()) {
            if (route.table() == Route.RT_TABLE_MAIN
                    && route.ifindex() == link.index()
                    && route.type() == Route.TYPE_UNICAST
                    && route.gateway() == null
                    && route.destination().isIpv6() == ipv6
                    && route.destination().length() > 0
                    && !route.destination().address().isLinkLocalAddress()) {
                prefixes.add(route.destination());
            }
        }
        return prefixes;
    }

    /** The main table's best by this link; else that of any other table, where some network programs keep it per link. */
    private @Nullable Route defaultRoute(boolean ipv6) {
        return view.routes().stream()
                .filter(r -> r.ifindex() == link.index()
                        && r.type() == Route.TYPE_UNICAST
                        && r.destination().equals(everything(ipv6))
                        && r.table() != Route.RT_TABLE_LOCAL
                        && (r.gateway() == null || r.gateway().getAddress().length == (ipv6 ? 16 : 4)))
                .min(Comparator.<Route>comparingInt(r -> r.table() == Route.RT_TABLE_MAIN ? 0 : 1)
                        .thenComparing(Route::metric, Integer::compareUnsigned))
                .orElse(null);
    }

    private boolean isPointToPoint(List<Address> addresses) {
        return link.type() != ARPHRD_ETHER || addresses.stream().anyMatch(a -> a.peer() != null);
    }

    private Route route(Prefix destination, @Nullable InetAddress gateway) {
        return Route.unicast(destination, gateway, link.index(), table, OwnNumbers.PROTOCOL);
    }

    static Prefix everything(boolean ipv6) {
        return Prefix.parse(ipv6 ? "::/0" : "0.0.0.0/0");
    }
}
