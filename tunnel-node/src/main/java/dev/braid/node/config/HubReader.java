package dev.braid.node.config;

import dev.braid.node.config.HubCrossings.Claim;
import dev.braid.node.config.SharedReader.Shared;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.Device;
import dev.braid.node.contract.NodeSpec.EdgeGrant;
import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of a hub. */
final class HubReader {
    static final Set<String> OWN_KEYS = Set.of("listen", "inner", "internet", "edges");

    private static final InetSocketAddress LISTEN = new InetSocketAddress(Prefix.literal("::"), 7070);

    /** One edge's permission to send to another. */
    private record Reach(String from, String to) {}

    private final Section top;
    private final Map<Reach, Field> reaching = new LinkedHashMap<>();
    private final HubCrossings crossings = new HubCrossings();

    private HubReader(Section top) {
        this.top = top;
    }

    static NodeSpec read(Section top) {
        return new HubReader(top).hub();
    }

    private NodeSpec.HubNode hub() {
        Shared shared = SharedReader.read(top);
        Section tunnel = top.field("tunnel").section();
        Device device = SharedReader.device(tunnel);
        int workers = SharedReader.workers(tunnel);
        tunnel.end();
        InetSocketAddress listen = listen(top.field("listen"));
        List<Prefix> inner = inner(top.field("inner"));
        Section internet = top.field("internet").section();
        boolean masquerade = Values.flag(internet.field("masquerade"), true);
        internet.end();
        List<EdgeGrant> edges = edges(top.field("edges"));
        NodeSpec.Streams streams = StreamsReader.hub(top.field("streams").section());
        crossings.check();
        return new NodeSpec.HubNode(
                shared.name(),
                shared.identity(),
                device,
                shared.stateDirectory(),
                shared.statusSocket(),
                shared.metrics(),
                workers,
                listen,
                inner,
                masquerade,
                edges,
                streams);
    }

    private InetSocketAddress listen(Field field) {
        InetSocketAddress listen = Values.listen(field, LISTEN, "[::]:7070");
        InetAddress address = listen.getAddress();
        if (field.isPresent() && !address.isAnyLocalAddress()) {
            crossings.claim(new Claim(field, Prefix.of(address), "the address the hub listens on"));
        }
        return listen;
    }

    private List<Prefix> inner(Field field) {
        List<Prefix> inner = new ArrayList<>();
        for (Field item : field.required("inner: [10.77.0.1/16, fd77::1/64]").items()) {
            Prefix prefix = Values.prefix(item, "10.77.0.1/16");
            if (prefix == null) {
                continue;
            }
            if (inner.stream().anyMatch(other -> other.isIpv6() == prefix.isIpv6())) {
                item.error("this is the second " + family(prefix) + " address", "Give the hub one of each family");
            }
            if (!prefix.hasHosts() || !prefix.isHost()) {
                item.error(
                        prefix + " is no host's address in a network with room for edges",
                        "Write the hub's own address and the network's length, such as 10.77.0.1/16");
            }
            crossings.inner(new Claim(item, prefix, "the inner network"));
            inner.add(prefix);
        }
        return List.copyOf(inner);
    }

    private List<EdgeGrant> edges(Field field) {
        Map<String, Field> named =
                field.required("edges: {home: {addresses: [10.77.0.2]}}").named("home: {addresses: [10.77.0.2]}");
        List<EdgeGrant> edges = new ArrayList<>();
        named.forEach((name, value) -> edges.add(edge(name, value, named.keySet())));
        reaching.forEach(this::answered);
        return List.copyOf(edges);
    }

    /** A hub forwards each direction by its own permission, so one alone is allowed, and hardly meant. */
    private void answered(Reach reach, Field field) {
        if (!reaching.containsKey(new Reach(reach.to(), reach.from()))) {
            field.warning(
                    "'" + reach.to() + "' does not reach '" + reach.from() + "', so no answer comes back",
                    "Add '" + reach.from() + "' under edges." + reach.to() + ".reaches");
        }
    }

    private EdgeGrant edge(String name, Field value, Set<String> names) {
        Section section = value.section();
        List<Prefix> addresses = addresses(section.field("addresses").required("addresses: [10.77.0.2]"), name);
        List<Prefix> lans = lans(section.field("lans"), name);
        List<String> reaches = reaches(section.field("reaches"), name, names);
        List<Prefix> grants = StreamsReader.prefixes(section.field("grants"));
        section.end();
        return new EdgeGrant(name, addresses, lans, reaches, grants);
    }

    private List<Prefix> addresses(Field field, String edge) {
        List<Prefix> addresses = new ArrayList<>();
        for (Field item : field.items()) {
            Prefix address = Values.prefix(item, "10.77.0.2");
            if (address == null) {
                continue;
            }
            if (!address.equals(Prefix.of(address.address()))) {
                item.error(
                        address + " is a network, and an edge has single addresses",
                        "Write '" + Prefix.text(address.address()) + "'; what lies behind the edge goes under 'lans'");
            }
            if (addresses.stream().anyMatch(other -> other.isIpv6() == address.isIpv6())) {
                item.error("this is the second " + family(address) + " address", "Give an edge one of each family");
            }
            crossings.address(new Claim(item, Prefix.of(address.address()), "edge '" + edge + "'"));
            addresses.add(Prefix.of(address.address()));
        }
        return List.copyOf(addresses);
    }

    private List<Prefix> lans(Field field, String edge) {
        List<Prefix> lans = new ArrayList<>();
        for (Field item : field.items()) {
            Prefix lan = Values.prefix(item, "192.168.10.0/24");
            if (lan == null) {
                continue;
            }
            if (lan.length() == 0) {
                item.error("a whole address family cannot lie behind an edge", "Name the networks that are there");
                continue;
            }
            if (!lan.equals(lan.network())) {
                item.error(lan + " has bits set behind its length", "Write '" + lan.network() + "'");
            }
            crossings.claim(new Claim(item, lan.network(), "a LAN of edge '" + edge + "'"));
            lans.add(lan);
        }
        return List.copyOf(lans);
    }

    private List<String> reaches(Field field, String edge, Set<String> names) {
        List<String> reaches = new ArrayList<>();
        for (Field item : field.items()) {
            String name = item.text();
            if (name == null) {
                continue;
            }
            if (name.equals(edge)) {
                item.error("an edge always reaches itself", "Remove it");
            } else if (!names.contains(name)) {
                item.error("there is no edge '" + Values.shown(name) + "'", Spelling.remedy(name, names));
            }
            if (names.contains(name) && !name.equals(edge)) {
                reaching.put(new Reach(edge, name), item);
            }
            reaches.add(name);
        }
        return List.copyOf(reaches);
    }

    private static String family(Prefix prefix) {
        return prefix.isIpv6() ? "IPv6" : "IPv4";
    }
}
