package dev.braid.node.host;

import dev.braid.node.host.HostChange.SysctlKept;
import dev.braid.node.host.HostChange.SysctlSet;
import dev.braid.node.linux.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Lets packets through this machine with as little change as the kernel allows.
 *
 * <p>IPv4 asks the interface a packet came in by (IN_DEV_FORWARD), so only those are switched. {@code ip_forward} would
 * switch all of them and {@code all/accept_redirects} besides, and would not give any of it back.
 *
 * <p>IPv6 asks {@code conf/all/forwarding} alone (ip6_forward). Writing it sets every interface's, makes the kernel drop
 * default routes learnt from router advertisements and ignore further ones wherever {@code accept_ra} is 1; 2 keeps both
 * (addrconf_fixup_forwarding, Documentation/networking/ip-sysctl.rst). So {@code accept_ra} is raised first, and what
 * switching back would overwrite is noted before the switch.
 *
 * <p>An interface that forwards IPv6 holds the subnet-router anycast address of each of its prefixes. Both the switch and the
 * delayed end of adding an address take it, and an address added just before the switch gets it twice and loses it once
 * (addrconf_join_anycast). So our own addresses come after the switch.
 */
final class Forwarding {
    static final String IPV6_SWITCH = "net/ipv6/conf/all/forwarding";
    private static final String IPV6 = "net/ipv6/conf/";
    private static final String ALL_LINKS_TO_COME = "default";

    private Forwarding() {}

    static boolean followsIpv6Switch(String key) {
        return key.startsWith(IPV6) && key.endsWith("/forwarding");
    }

    /** For what comes in by {@code interfaces}. */
    static List<HostChange> ipv4(HostView view, Collection<String> interfaces) {
        List<HostChange> plan = new ArrayList<>();
        for (String name : interfaces) {
            Settings.set(view, "net/ipv4/conf/" + name + "/forwarding", "1", plan);
        }
        return plan;
    }

    static List<HostChange> ipv6(HostView view) {
        if (view.number(IPV6_SWITCH, 1) != 0) {
            return List.of();
        }
        List<HostChange> plan = new ArrayList<>();
        List<String> names =
                new ArrayList<>(view.links().stream().map(Link::name).toList());
        names.add(ALL_LINKS_TO_COME);
        for (String name : names) {
            String own = IPV6 + name + "/forwarding";
            int forwarding = view.number(own, 0);
            if (forwarding != 0) {
                plan.add(new SysctlKept(own, Integer.toString(forwarding)));
            } else if (!name.equals("lo") && view.number(IPV6 + name + "/accept_ra", 0) == 1) {
                plan.add(new SysctlSet(IPV6 + name + "/accept_ra", "1", "2"));
            }
        }
        plan.add(new SysctlSet(IPV6_SWITCH, "0", "1"));
        return plan;
    }
}
