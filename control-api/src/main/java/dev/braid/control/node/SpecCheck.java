package dev.braid.control.node;

import dev.braid.control.web.Problem;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What no annotation can say: prefixes that are none, hubs that do not exist, names twice. All mistakes at once. */
final class SpecCheck {
    private static final int MAX_PORT = 65_535;

    private final List<Problem.FieldError> errors = new ArrayList<>();
    private final Nodes nodes;

    private SpecCheck(Nodes nodes) {
        this.nodes = nodes;
    }

    static void check(String name, Spec spec, Nodes nodes) {
        SpecCheck check = new SpecCheck(nodes);
        switch (spec) {
            case Spec.Edge edge -> {
                check.edge(name, edge);
                check.streams(edge.streams());
            }
            case Spec.Hub hub -> {
                check.hub(hub);
                check.streams(hub.streams());
            }
        }
        if (!check.errors.isEmpty()) {
            throw Problem.invalid(check.errors);
        }
    }

    private void edge(String name, Spec.Edge edge) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < edge.hubs().size(); i++) {
            String hub = edge.hubs().get(i);
            String field = "spec.hubs[" + i + "]";
            if (!seen.add(hub)) {
                error(field, "names '" + hub + "' twice");
            } else if (nodes.kindOf(hub).filter(kind -> kind == Kind.HUB).isEmpty()) {
                error(field, "names '" + hub + "', which is no hub that exists; create it first");
            }
        }
        prefixes("spec.lan.prefixes", edge.lan().prefixes());
        prefixes("spec.grants", edge.grants());
        for (int i = 0; i < edge.reaches().size(); i++) {
            if (edge.reaches().get(i).equals(name)) {
                error("spec.reaches[" + i + "]", "is the edge itself");
            }
        }
    }

    private void streams(Spec.Streams streams) {
        prefixes("spec.streams.exceptPrefixes", streams.exceptPrefixes());
        for (int i = 0; i < streams.exceptPorts().size(); i++) {
            NodeSpec.PortRange ports = Spec.Streams.ports(streams.exceptPorts().get(i));
            if (ports.from() < 1 || ports.to() < ports.from() || ports.to() > MAX_PORT) {
                error(
                        "spec.streams.exceptPorts[" + i + "]",
                        "is neither a port nor a range; write it as 22 or 5000-5010");
            }
        }
        if (streams.maxCarriers() < streams.spareCarriers()) {
            error("spec.streams.maxCarriers", "is less than spareCarriers, which is " + streams.spareCarriers());
        }
    }

    private void prefixes(String field, List<String> prefixes) {
        for (int i = 0; i < prefixes.size(); i++) {
            prefix(field + "[" + i + "]", prefixes.get(i), false);
        }
    }

    private void hub(Spec.Hub hub) {
        List<Prefix> networks = new ArrayList<>();
        for (int i = 0; i < hub.innerNetworks().size(); i++) {
            Prefix network =
                    prefix("spec.innerNetworks[" + i + "]", hub.innerNetworks().get(i), true);
            if (network != null && networks.stream().anyMatch(other -> other.isIpv6() == network.isIpv6())) {
                error(
                        "spec.innerNetworks[" + i + "]",
                        "is the second of its family; one of IPv4 and one of IPv6 can be");
            }
            if (network != null) {
                networks.add(network);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Prefix prefix(String field, String text, boolean withHost) {
        try {
            Prefix prefix = Prefix.parse(text);
            if (withHost && (!prefix.hasHosts() || !prefix.isHost())) {
                error(field, "must be the hub's own address in a network with room for edges, such as 10.77.0.1/16");
                return null;
            }
            if (!withHost && !prefix.network().equals(prefix)) {
                error(field, "has host bits; the network is " + prefix.network());
                return null;
            }
            return prefix;
        } catch (IllegalArgumentException e) {
            error(field, "is no prefix: " + e.getMessage());
            return null;
        }
    }

    private void error(String field, String message) {
        errors.add(new Problem.FieldError(field, message));
    }
}
