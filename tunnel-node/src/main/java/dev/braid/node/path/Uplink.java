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
import java.util.List;
import java.util.function.Predicate;

/**
 * One uplink as the kernel shows it now.
 *
 * @param addresses usable ones, at most one per family, with a default route by this uplink
 * @param verdict on the uplink alone; whether the hub answers is not known here
 */
record Uplink(String name, String interfaceName, int ifindex, List<InetAddress> addresses, PathVerdict verdict) {
    private static final int ARPHRD_ETHER = 1;

    static Uplink read(NodeSpec.Uplink spec, HostView view) {
        Link link = view.links().stream()
                .filter(l -> l.name().equals(spec.interfaceName()))
                .findFirst()
                .orElse(null);
        if (link == null || !link.up() || !link.carrier()) {
            return down(spec, link == null ? 0 : link.index(), Reason.NO_CARRIER);
        }
        List<Address> usable = view.addresses().stream()
                .filter(a -> a.ifindex() == link.index() && isUsable(a))
                .toList();
        if (usable.isEmpty()) {
            return down(spec, link.index(), Reason.NO_ADDRESS);
        }
        List<InetAddress> routed = List.of(false, true).stream()
                .flatMap(ipv6 -> usable.stream()
                        .filter(a -> a.prefix().isIpv6() == ipv6 && hasDefaultRoute(view, link, a))
                        .limit(1))
                .map(a -> a.prefix().address())
                .toList();
        return routed.isEmpty()
                ? down(spec, link.index(), Reason.NO_ROUTE)
                : new Uplink(spec.name(), spec.interfaceName(), link.index(), routed, PathVerdict.UP);
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

    private static Uplink down(NodeSpec.Uplink spec, int ifindex, Reason reason) {
        return new Uplink(spec.name(), spec.interfaceName(), ifindex, List.of(), PathVerdict.down(reason));
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
