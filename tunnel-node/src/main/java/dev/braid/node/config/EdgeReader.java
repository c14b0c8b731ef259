package dev.braid.node.config;

import dev.braid.node.config.SharedReader.Shared;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.Device;
import dev.braid.node.contract.NodeSpec.Hub;
import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.NodeSpec.Uplink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** The keys of an edge. */
final class EdgeReader {
    static final Set<String> OWN_KEYS = Set.of("hubs", "uplinks", "lan");

    private static final int HUB_PORT = 7070;
    private static final int CARRIERS = 4;
    private static final int MAX_CARRIERS = 16;
    /** net/mptcp: MPTCP_PM_ADDR_MAX, the endpoints one network namespace may have. */
    private static final int MAX_UPLINKS = 8;

    private final Section top;
    private final SortedSet<String> interfaces;
    /** Interface name to what it is used for. */
    private final Map<String, String> uses = new HashMap<>();

    private EdgeReader(Section top, Context context) {
        this.top = top;
        this.interfaces = context.machine().interfaces();
    }

    static NodeSpec read(Section top, Context context) {
        return new EdgeReader(top, context).edge();
    }

    private NodeSpec.Edge edge() {
        Shared shared = SharedReader.read(top);
        Section tunnel = top.field("tunnel").section();
        Device device = SharedReader.device(tunnel);
        use(tunnel.field("device"), device.name(), "the tunnel device");
        int workers = SharedReader.workers(tunnel);
        int carriers = Values.number(tunnel.field("carriers"), CARRIERS, 1, MAX_CARRIERS);
        tunnel.end();
        List<Hub> hubs = hubs(top.field("hubs"));
        List<Uplink> uplinks = uplinks(top.field("uplinks"));
        Section lan = top.field("lan").section();
        List<String> lanInterfaces = lanInterfaces(lan.field("interfaces"));
        Traffic traffic = traffic(lan, lanInterfaces);
        lan.end();
        NodeSpec.Streams streams = StreamsReader.edge(top.field("streams").section());
        return new NodeSpec.Edge(
                shared.name(),
                shared.identity(),
                device,
                shared.stateDirectory(),
                shared.statusSocket(),
                shared.metrics(),
                workers,
                hubs,
                uplinks,
                lanInterfaces,
                traffic,
                carriers,
                streams);
    }

    private static List<Hub> hubs(Field field) {
        List<Hub> hubs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (Field item :
                field.required("hubs: [{name: fra, address: hub.example.net}]").items()) {
            Section section = item.section();
            Field name = section.field("name");
            Field address = section.field("address");
            Hub hub = new Hub(
                    Values.name(name, "name: fra", "hub"),
                    Values.host(address, "hub.example.net"),
                    Values.number(section.field("port"), HUB_PORT, 1, 65535));
            section.end();
            if (name.isPresent() && !names.add(hub.name())) {
                name.error("another hub is called '" + hub.name() + "'", "Give each hub a name of its own");
            }
            if (address.isPresent() && !addresses.add(hub.host() + " " + hub.port())) {
                address.error("another hub has this address and port", "List each hub once");
            }
            hubs.add(hub);
        }
        if (field.isPresent() && hubs.isEmpty()) {
            field.error("there is no hub in the list", "Add one, such as '- {name: fra, address: hub.example.net}'");
        }
        return List.copyOf(hubs);
    }

    private List<Uplink> uplinks(Field field) {
        List<Uplink> uplinks = new ArrayList<>();
        field.required("uplinks: {dsl: {interface: eth1}}")
                .named("dsl: {interface: eth1}")
                .forEach((name, value) -> {
                    Uplink uplink = UplinkReader.read(name, value.section());
                    Field interfaceField = value.section().field("interface");
                    if (UplinkReader.isName(uplink.interfaceName())) {
                        use(interfaceField, uplink.interfaceName(), "uplink '" + name + "'");
                        awaited(interfaceField, uplink.interfaceName());
                    }
                    uplinks.add(uplink);
                });
        if (field.isPresent() && (uplinks.isEmpty() || uplinks.size() > MAX_UPLINKS)) {
            field.error(
                    "there are " + uplinks.size() + " uplinks",
                    "Name 1 to " + MAX_UPLINKS + "; the kernel keeps no more endpoints");
        }
        return List.copyOf(uplinks);
    }

    /** Modems and PPP links come late, so a missing uplink is no error. */
    private void awaited(Field field, String name) {
        if (!interfaces.contains(name)) {
            field.warning("there is no interface '" + name + "' yet, it will be awaited", existing(name));
        }
    }

    private List<String> lanInterfaces(Field field) {
        List<String> names = new ArrayList<>();
        for (Field item : field.items()) {
            String name = Values.interfaceName(item, "eth0", "");
            if (name.isEmpty()) {
                continue;
            }
            use(item, name, "the LAN");
            if (!interfaces.contains(name)) {
                item.error("there is no interface '" + name + "'", existing(name));
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private static Traffic traffic(Section lan, List<String> lanInterfaces) {
        Field field = lan.field("traffic");
        Traffic traffic = Values.choice(field, List.of(Traffic.values()), Traffic.LAN);
        if (traffic == Traffic.LAN
                && lanInterfaces.isEmpty()
                && !lan.field("interfaces").isPresent()) {
            lan.field("interfaces")
                    .error(
                            "is missing, so there is nobody whose traffic to carry",
                            "List the LAN's interfaces, or set lan.traffic to 'all' for this machine's own traffic too,"
                                    + " or to 'none'");
        }
        return traffic;
    }

    private void use(Field field, String interfaceName, String use) {
        if (interfaceName.equals("lo")) {
            field.error("the loopback interface cannot be " + use, "Name a real interface");
        }
        String other = uses.putIfAbsent(interfaceName, use);
        if (other != null) {
            field.error("interface '" + interfaceName + "' is already " + other, "Use each interface for one thing");
        }
    }

    private String existing(String name) {
        String near = Spelling.nearest(name, interfaces)
                .map(found -> "Did you mean '" + found + "'? ")
                .orElse("");
        return near + "Interfaces here: " + String.join(", ", interfaces);
    }
}
