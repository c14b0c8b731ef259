package dev.braid.node.host;

import dev.braid.node.host.HostChange.LimitsSet;
import dev.braid.node.host.HostChange.SysctlSet;
import dev.braid.node.mptcp.Limits;
import java.util.List;

/** Kernel settings that edges and hubs both need. What this kernel does not have is passed over. */
final class Settings {
    /** The kernel's own maximum (MPTCP_PM_ADDR_MAX). */
    private static final int MAX_SUBFLOWS = 8;

    private Settings() {}

    static void set(HostView view, String key, String value, List<HostChange> plan) {
        String previous = view.sysctls().read(key);
        if (previous != null && !previous.equals(value)) {
            plan.add(new SysctlSet(key, previous, value));
        }
    }

    /** MPTCP switched on, managed by the kernel's path manager, with as many subflows as it can have. */
    static void mptcp(HostView view, List<HostChange> plan) {
        set(view, "net/mptcp/enabled", "1", plan);
        // 60 s by default, since Linux 6.7: how long a connection without any subflow waits for the next. Carriers find
        // silence out themselves.
        set(view, "net/mptcp/close_timeout", "300", plan);
        // Since Linux 6.16 by name; pm_type is its old, numbered form, and the two follow each other.
        if (view.sysctls().read("net/mptcp/path_manager") != null) {
            set(view, "net/mptcp/path_manager", "kernel", plan);
        } else {
            set(view, "net/mptcp/pm_type", "0", plan);
        }
        Limits wanted = new Limits(MAX_SUBFLOWS, MAX_SUBFLOWS);
        Limits limits = view.limits();
        if (limits != null && !limits.equals(wanted)) {
            plan.add(new LimitsSet(limits, wanted));
        }
    }

    /**
     * Lets packets in although the way back would leave by another link: 1 (strict) becomes 2 (loose). The kernel takes the
     * larger of {@code all} and the interface's own, so only the interface's needs to change.
     */
    static void looseReversePath(HostView view, String interfaceName, List<HostChange> plan) {
        String own = "net/ipv4/conf/" + interfaceName + "/rp_filter";
        int effective = Math.max(view.number("net/ipv4/conf/all/rp_filter", 0), view.number(own, 0));
        if (effective == 1) {
            set(view, own, "2", plan);
        }
    }

    /**
     * Routes by a link whose cable is out count for nothing. Otherwise what is still sent there asks for the gateway's neighbour entry, and when the
     * cable is back the first packets wait for that entry's next try, a second later, or fail with it (EHOSTUNREACH).
     */
    static void ignoreWithoutCarrier(HostView view, String interfaceName, List<HostChange> plan) {
        for (String family : List.of("ipv4", "ipv6")) {
            set(view, "net/" + family + "/conf/" + interfaceName + "/ignore_routes_with_linkdown", "1", plan);
        }
    }

    /**
     * A packet outside of the window that connection tracking expects is not translated back (nf_conntrack_proto_tcp), reaches this
     * machine under an address that has no such connection, and is answered by a reset. With 1 only resets are judged by their window.
     */
    static void tolerantTracking(HostView view, List<HostChange> plan) {
        set(view, "net/netfilter/nf_conntrack_tcp_be_liberal", "1", plan);
    }
}
