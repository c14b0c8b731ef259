package dev.braid.control.node;

import dev.braid.control.web.Problem;
import dev.braid.node.contract.DesiredSpec;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** What a hub shall run: its own settings, and a grant for each edge that names it. */
final class HubDesire {
    private record Lan(String edge, Prefix prefix) {}

    private HubDesire() {}

    static Optional<DesiredSpec> of(String name, Spec.Hub hub, List<Nodes.Named> edges, InnerAddresses addresses) {
        List<Prefix> inner = hub.innerNetworks().stream().map(Prefix::parse).toList();
        SequencedSet<String> names = new LinkedHashSet<>();
        edges.forEach(edge -> names.add(edge.name()));
        addresses.keepOnly(name, inner);
        List<Map<String, Prefix>> assigned =
                inner.stream().map(own -> addresses.assign(name, own, names)).toList();
        List<Lan> lans = new ArrayList<>();
        List<NodeSpec.EdgeGrant> grants = new ArrayList<>();
        for (Nodes.Named named : edges) {
            Spec.Edge edge = (Spec.Edge) named.node().value();
            grants.add(new NodeSpec.EdgeGrant(
                    named.name(),
                    assigned.stream()
                            .map(of -> of.get(named.name()))
                            .filter(java.util.Objects::nonNull)
                            .toList(),
                    lans(name, named.name(), edge, inner, lans),
                    edge.reaches().stream().filter(names::contains).toList(),
                    edge.grants().stream().map(Prefix::parse).toList()));
        }
        return Optional.of(new DesiredSpec.HubNode(
                hub.port(),
                inner,
                hub.masquerade(),
                grants,
                hub.tunnel().mtuBytes(),
                hub.streams().asked()));
    }

    private static List<Prefix> lans(String hub, String name, Spec.Edge edge, List<Prefix> inner, List<Lan> others) {
        List<Prefix> own = new ArrayList<>();
        for (int i = 0; i < edge.lan().prefixes().size(); i++) {
            Prefix prefix = Prefix.parse(edge.lan().prefixes().get(i));
            String field = "spec.lan.prefixes[" + i + "]";
            for (Lan other : others) {
                if (other.prefix().overlaps(prefix)) {
                    throw Problem.invalid(
                            field,
                            prefix + " of edge " + name + " overlaps " + other.prefix() + " of edge " + other.edge()
                                    + " at hub " + hub);
                }
            }
            for (Prefix network : inner) {
                if (network.network().overlaps(prefix)) {
                    throw Problem.invalid(
                            field,
                            prefix + " of edge " + name + " overlaps the network " + network.network() + " of hub "
                                    + hub);
                }
            }
            others.add(new Lan(name, prefix));
            own.add(prefix);
        }
        return own;
    }
}
