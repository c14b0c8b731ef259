package dev.braid.node.host;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.EdgeGrant;
import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.Prefix;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** A home with two uplinks and a LAN, and the hub of two such homes. */
final class Specs {
    static final List<Prefix> INNER = prefixes("10.77.0.2/16", "fd77::2/64");

    private static final NodeSpec.Identity IDENTITY =
            new NodeSpec.Identity(Path.of("node.crt"), Path.of("node.key"), Path.of("ca.crt"), null);

    private Specs() {}

    static NodeSpec.Edge edge(Traffic traffic) {
        return edge(traffic, 1500);
    }

    static NodeSpec.Edge edge(Traffic traffic, int mtuBytes) {
        return new NodeSpec.Edge(
                "home",
                IDENTITY,
                new NodeSpec.Device("braid0", mtuBytes),
                Path.of("state"),
                Path.of("status.sock"),
                null,
                1,
                List.of(new NodeSpec.Hub("hub", "198.51.100.1", 7070)),
                List.of(new NodeSpec.Uplink("dsl", "dsl0"), new NodeSpec.Uplink("lte", "lte0")),
                List.of("lan0"),
                traffic,
                2,
                NodeSpec.Streams.DEFAULTS);
    }

    static NodeSpec.HubNode hub(boolean masquerade, EdgeGrant... edges) {
        return new NodeSpec.HubNode(
                "hub",
                IDENTITY,
                new NodeSpec.Device("braid0", 1500),
                Path.of("state"),
                Path.of("status.sock"),
                null,
                1,
                new InetSocketAddress(7070),
                prefixes("10.77.0.1/16", "fd77::1/64"),
                masquerade,
                List.of(edges),
                NodeSpec.Streams.DEFAULTS);
    }

    static EdgeGrant home(String... reaches) {
        return new EdgeGrant(
                "home", prefixes("10.77.0.2/32", "fd77::2/128"), prefixes("192.168.10.0/24"), List.of(reaches));
    }

    static EdgeGrant office(String... reaches) {
        return new EdgeGrant(
                "office", prefixes("10.77.0.3/32", "fd77::3/128"), prefixes("192.168.20.0/24"), List.of(reaches));
    }

    static List<Prefix> prefixes(String... texts) {
        return List.of(texts).stream().map(Prefix::parse).toList();
    }

    /** The machine of {@link #edge}: two uplinks by DHCP, a LAN, and something else besides; no tunnel device yet. */
    static FakeMachine edgeMachine() {
        FakeMachine machine = new FakeMachine()
                .link(1, "lo")
                .link(2, "dsl0")
                .link(3, "lte0")
                .link(4, "lan0")
                .link(5, "docker0")
                .address(2, "203.0.113.5/24")
                .gateway(2, "203.0.113.1", 100)
                .address(3, "100.64.0.9/30")
                .gateway(3, "100.64.0.10", 200)
                .address(4, "192.168.10.1/24")
                .address(5, "172.17.0.1/16");
        machine.sysctls.put("net/mptcp/enabled", "1");
        machine.sysctls.put("net/mptcp/blackhole_timeout", "3600");
        machine.sysctls.put("net/mptcp/path_manager", "kernel");
        machine.sysctls.put("net/ipv4/conf/all/rp_filter", "0");
        machine.sysctls.put("net/ipv6/conf/all/forwarding", "0");
        machine.sysctls.put("net/ipv6/conf/default/forwarding", "0");
        machine.sysctls.put("net/ipv6/conf/default/accept_ra", "1");
        return machine;
    }

    static FakeMachine withDevice(FakeMachine machine) {
        return machine.link(9, "braid0");
    }
}
