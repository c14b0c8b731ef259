package dev.braid.control.node;

import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.uplink.Uplinks;
import dev.braid.node.contract.DesiredSpec;
import dev.braid.node.contract.SpecJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Keeps desired_specs what nodes and uplinks say, in the transaction that changes them: what cannot be compiled cannot be
 * committed. An edge concerns its hubs (grants), a hub its edges (address).
 */
@Component
class Compiler implements Store.Listener {
    /** The topic in the outbox; names are the nodes'. */
    static final String TOPIC = "desired";

    private record Stored(long revision, String spec) {}

    private final Store store;
    private final Nodes nodes;
    private final Uplinks uplinks;
    private final InnerAddresses addresses;

    Compiler(Store store, Nodes nodes, Uplinks uplinks, InnerAddresses addresses) {
        this.store = store;
        this.nodes = nodes;
        this.uplinks = uplinks;
        this.addresses = addresses;
    }

    @Override
    public void changing(Revision revision, List<Revision.Touched> touched) {
        Set<String> concerned = new LinkedHashSet<>();
        for (Revision.Touched what : touched) {
            switch (what.topic()) {
                case Nodes.TOPIC -> concern(what.name(), concerned);
                case Uplinks.TOPIC ->
                    concerned.add(what.name().substring(0, what.name().indexOf('/')));
                default -> {
                    // Nothing that a node runs.
                }
            }
        }
        concerned.forEach(node -> compile(node, revision));
    }

    private void concern(String name, Set<String> concerned) {
        Optional<Versioned<Spec>> node = nodes.find(name);
        if (node.isPresent() && node.get().value() instanceof Spec.Hub) {
            nodes.edgesOf(name).forEach(edge -> concerned.add(edge.name()));
        } else {
            concerned.addAll(addresses.hubsOf(name));
            node.ifPresent(edge -> concerned.addAll(((Spec.Edge) edge.value()).hubs()));
        }
        concerned.add(name);
    }

    private void compile(String name, Revision revision) {
        Optional<Versioned<Spec>> node = nodes.find(name);
        if (node.isEmpty()) {
            return;
        }
        Optional<DesiredSpec> desired = switch (node.get().value()) {
            case Spec.Edge edge -> EdgeDesire.of(edge, uplinks.specsOf(name), nodes);
            case Spec.Hub hub -> HubDesire.of(name, hub, nodes.edgesOf(name), addresses);
        };
        desired.ifPresent(spec -> save(name, SpecJson.write(spec), revision));
    }

    private void save(String node, String spec, Revision revision) {
        Optional<Stored> before = store.jdbc()
                .sql("SELECT revision, spec FROM desired_specs WHERE node = :node")
                .param("node", node)
                .query(Stored.class)
                .optional();
        if (before.isPresent() && before.get().spec().equals(spec)) {
            return;
        }
        store.jdbc()
                .sql("INSERT INTO desired_specs (node, revision, spec, by_person, confirmed_revision)"
                        + " VALUES (:node, :revision, :spec, :person, 0) ON CONFLICT (node) DO UPDATE"
                        + " SET revision = excluded.revision, spec = excluded.spec, by_person = excluded.by_person")
                .param("node", node)
                .param("revision", revision.number())
                .param("spec", spec)
                .param("person", revision.isPersonNeeded() ? 1 : 0)
                .update();
        revision.touch(TOPIC, node);
    }
}
