package dev.braid.node.host;

import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.AddressAdded;
import dev.braid.node.host.HostChange.LimitsSet;
import dev.braid.node.host.HostChange.SysctlKept;
import dev.braid.node.host.HostChange.SysctlSet;
import dev.braid.node.host.LedgerLine.Entry;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Route;
import dev.braid.node.mptcp.Limits;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes our own changes out of what the machine shows. */
final class OwnView {
    private final Machine machine;
    private final Map<String, SysctlSet> set = new HashMap<>();
    private final Map<String, String> kept = new HashMap<>();

    private OwnView(Machine machine, List<Entry> live) {
        this.machine = machine;
        for (Entry entry : live) {
            switch (entry.change()) {
                case SysctlSet c -> set.put(c.key(), c);
                case SysctlKept c -> kept.put(c.key(), c.value());
                default -> {}
            }
        }
    }

    static HostView of(Machine machine, List<Entry> live) throws IOException {
        OwnView own = new OwnView(machine, live);
        return new HostView(
                machine.links(),
                machine.addresses().stream().filter(a -> !isOurs(a, live)).toList(),
                machine.routes().stream().filter(r -> !isOurs(r, live)).toList(),
                own::sysctl,
                limits(machine.limits(), live),
                machine.nameServers());
    }

    /** What somebody else has changed after us is theirs, and shown. */
    private @Nullable String sysctl(String key) {
        String current = read(key);
        SysctlSet ours = set.get(key);
        if (ours != null) {
            return ours.value().equals(current) ? ours.previous() : current;
        }
        String before = kept.get(key);
        if (before != null) {
            return before;
        }
        SysctlSet all = set.get(Forwarding.IPV6_SWITCH);
        return all != null && current != null && Forwarding.followsIpv6Switch(key) ? all.previous() : current;
    }

    private @Nullable String read(String key) {
        try {
            return machine.sysctl(key);
        } catch (IOException e) {
            // Some settings cannot be read by design (stable_secret); to a plan they are not there.
            return null;
        }
    }

    private static boolean isOurs(Address address, List<Entry> live) {
        return live.stream().anyMatch(e -> e.change().equals(new AddressAdded(address.ifindex(), address.prefix())));
    }

    /** Also what the kernel made of our addresses: the routes to their prefixes in the main table. */
    private static boolean isOurs(Route route, List<Entry> live) {
        return route.protocol() == OwnNumbers.PROTOCOL
                || live.stream().anyMatch(e -> e.change() instanceof AddressAdded a && belongsTo(route, a));
    }

    private static boolean belongsTo(Route route, AddressAdded a) {
        Prefix network = a.address().network();
        return route.protocol() == Route.PROTOCOL_KERNEL
                && route.ifindex() == a.ifindex()
                && route.destination().equals(network);
    }

    private static @Nullable Limits limits(@Nullable Limits current, List<Entry> live) {
        for (Entry entry : live) {
            if (entry.change() instanceof LimitsSet c && c.value().equals(current)) {
                return c.previous();
            }
        }
        return current;
    }
}
