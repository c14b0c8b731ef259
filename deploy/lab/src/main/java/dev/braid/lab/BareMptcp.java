package dev.braid.lab;

import java.io.IOException;

/**
 * Sets an edge and the hub up for kernel MPTCP over all uplinks and nothing else: the reference that a tunnel is held
 * against. Not to be mixed with a running Braid in the same lab.
 */
public final class BareMptcp implements AutoCloseable {
    /** Tables and rule preferences from here on, one per uplink. */
    private static final int FIRST_TABLE = 1000;

    private final Lab lab;
    private final int edge;

    private BareMptcp(Lab lab, int edge) {
        this.lab = lab;
        this.edge = edge;
    }

    /** {@code edge} counts from 0. */
    public static BareMptcp setUp(Lab lab, int edge) throws IOException {
        BareMptcp bare = new BareMptcp(lab, edge);
        lab.exec("hub", "ip", "mptcp", "limits", "set", "subflows", "8", "add_addr_accepted", "8");
        bare.onEdge("mptcp", "limits", "set", "subflows", "8", "add_addr_accepted", "8");
        for (int u = 0; u < lab.plan().uplinks().size(); u++) {
            bare.addUplink(u, lab.plan().uplinks().get(u).name());
        }
        return bare;
    }

    /** An address is routed through its own uplink, and each is offered as a subflow. */
    private void addUplink(int u, String device) throws IOException {
        String table = Integer.toString(FIRST_TABLE + u);
        String v4 = Addresses.uplink(edge, u);
        String v6 = Addresses.uplinkV6(edge, u);
        onEdge("rule", "add", "from", v4, "lookup", table, "pref", table);
        onEdge("route", "add", "default", "via", Addresses.gateway(edge, u), "dev", device, "table", table);
        onEdge("mptcp", "endpoint", "add", v4, "dev", device, "subflow");
        onEdge("-6", "rule", "add", "from", v6, "lookup", table, "pref", table);
        onEdge("-6", "route", "add", "default", "via", Addresses.gatewayV6(edge, u), "dev", device, "table", table);
    }

    /** Takes all of it back; limits return to the kernel's defaults. */
    @Override
    public void close() throws IOException {
        onEdge("mptcp", "endpoint", "flush");
        for (int u = 0; u < lab.plan().uplinks().size(); u++) {
            String table = Integer.toString(FIRST_TABLE + u);
            for (String family : new String[] {"-4", "-6"}) {
                onEdge(family, "rule", "del", "pref", table);
                onEdge(family, "route", "flush", "table", table);
            }
        }
        onEdge("mptcp", "limits", "set", "subflows", "2", "add_addr_accepted", "0");
        lab.exec("hub", "ip", "mptcp", "limits", "set", "subflows", "2", "add_addr_accepted", "0");
    }

    private void onEdge(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        lab.exec(Plumbing.edge(edge), command);
    }
}
