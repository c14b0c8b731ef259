package dev.braid.control.node;

import dev.braid.control.store.Versioned;
import dev.braid.control.uplink.UplinkSpec;
import dev.braid.node.contract.DesiredSpec;
import dev.braid.node.contract.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What an edge shall run; nothing while it has no hub or no uplink, for then it could not. */
final class EdgeDesire {
    private EdgeDesire() {}

    static Optional<DesiredSpec> of(Spec.Edge edge, SequencedMap<String, UplinkSpec> uplinks, Nodes nodes) {
        List<NodeSpec.Hub> hubs = hubs(edge, nodes);
        if (hubs.isEmpty() || uplinks.isEmpty()) {
            return Optional.empty();
        }
        List<NodeSpec.Uplink> asked = new ArrayList<>();
        uplinks.forEach((name, spec) -> asked.add(UplinkDesire.of(name, spec)));
        return Optional.of(new DesiredSpec.Edge(
                hubs,
                asked,
                edge.lan().interfaces(),
                NodeSpec.Traffic.valueOf(edge.lan().traffic().name()),
                edge.tunnel().mtuBytes(),
                edge.tunnel().carriers(),
                edge.streams().asked()));
    }

    private static List<NodeSpec.Hub> hubs(Spec.Edge edge, Nodes nodes) {
        List<NodeSpec.Hub> hubs = new ArrayList<>();
        for (String name : edge.hubs()) {
            nodes.find(name)
                    .map(Versioned::value)
                    .map(Spec.Hub.class::cast)
                    .filter(hub -> !hub.publicAddress().isEmpty())
                    .ifPresent(hub -> hubs.add(new NodeSpec.Hub(name, hub.publicAddress(), hub.port())));
        }
        return hubs;
    }
}
