package dev.braid.node.path;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostView;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.path.PathVerdict.Reason;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One uplink as the kernel shows it now.
 *
 * @param interfaceName "" while there is none
 * @param addresses usable ones, at most one per family, with a default route by this uplink
 * @param verdict on the uplink alone; whether the hub answers is not known here
 */
record Uplink(String name, String interfaceName, int ifindex, List<InetAddress> addresses, PathVerdict verdict) {
    private static final int ARPHRD_ETHER = 1;

    /**
     * Reads each uplink's interface, addresses and routes. What names an interface by its name has it before what fits by pattern.
     *
     * @param taken interfaces that are no uplinks: the LAN's, the tunnel's
     */
    static List<Uplink> readAll(List<NodeSpec.Uplink> specs, HostView view, Set<String> taken) {
        Set<String> used = new HashSet<>(taken);
        specs.stream()
                .map(NodeSpec.Uplink::interfaceName)
                .filter(InterfaceMatch::isName)
                .forEach(used::add);
        List<Uplink> all = new ArrayList<>();
        for (NodeSpec.Uplink spec : specs) {
            boolean named = InterfaceMatch.isName(spec.interfaceName());
            Link link = InterfaceMatch.find(spec.interfaceName(), view, named ? taken : used);
            if (link != null) {
                used.add(link.name());
            }
            all.add(read(spec, link, view));
        }
        return all;
    }

    /** {@code link} is the uplink's interface, null while there is none. */
    static Uplink read(NodeSpec.Uplink spec, @Nullable Link link, HostView view) {
        if (link == null || !link.up() || !link.carrier()) {
            return down(spec, link, Reason.NO_CARRIER);
        }
        List<Address> usable = view.addresses().stream()
                .filter(a -> a.ifindex() == link.index() && isUsable(a))
                .toList();
        if (usable.isEmpty()) {
            return down(spec, link, Reason.NO_ADDRESS);
        }
        List<InetAddress> routed = List.of(false, true).stream()
                .flatMap(ipv6 -> usable.stream()
                        .filter(a -> a.prefix().isIpv6() == ipv6 && hasDefaultRoute(view, link, a))
                        .limit(1))
                .map(a -> a.prefix().address())
                .toList();
        return routed.isEmpty()
                ? down(spec, link, Reason.NO_ROUTE)
                : new Uplink(spec.name(), link.name(), link.index(), routed, PathVerdict.UP);
    }

    /** The same with only those addresses that {@code wanted} takes. */
    Uplink with(Predicate<InetAddress> wanted) {
        return new Uplink(
                name, interfaceName, ifindex, addresses.stream().filter(wanted).toList(), verdict);
    }

    /** The address for a hub of that family, or nothing. */
    List<InetAddress> source(boolean ipv6) {
        return addresses.stream().filter(a -> a instanceof Inet6Address == ipv6).toList();
    }

    /** The same after its carrier was seen to go. */
    Uplink unplugged() {
        return new Uplink(name, interfaceName, ifindex, List.of(), PathVerdict.down(Reason.NO_CARRIER));
    }

    private static Uplink down(NodeSpec.Uplink spec, @Nullable Link link, Reason reason) {
        return new Uplink(
                spec.name(),
                link == null ? "" : link.name(),
                link == null ? 0 : link.index(),
                List.of(),
                PathVerdict.down(reason));
    }

    /** A tentative address may yet turn out to be somebody else's; a deprecated one is on its way out. */
    private static boolean isUsable(Address address) {
        return !address.tentative() && !address.deprecated() && address.scope() < Route.SCOPE_LINK;
    }

    private static boolean hasDefaultRoute(HostView view, Link link, Address address) {
        boolean pointToPoint = link.type() != ARPHRD_ETHER || address.peer() != null;
        Prefix everything = Prefix.parse(address.prefix().isIpv6() ? "::/0" : "0.0.0.0/0");
        return pointToPoint
                || view.routes().stream()
                        .anyMatch(r -> r.ifindex() == link.index()
                                && r.type() == Route.TYPE_UNICAST
                                && r.destination().equals(everything));
    }
}
