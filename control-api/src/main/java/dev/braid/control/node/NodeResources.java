package dev.braid.control.node;

import dev.braid.control.access.Mutations;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Nodes as they are put and deleted. */
@Component
class NodeResources {
    private final Nodes nodes;
    private final ObjectProvider<NodeRemoval> removals;

    NodeResources(Nodes nodes, ObjectProvider<NodeRemoval> removals) {
        this.nodes = nodes;
        this.removals = removals;
    }

    Mutations.Resource<Spec> of(String name, boolean byPerson) {
        return new NodeResource(name, byPerson);
    }

    private final class NodeResource implements Mutations.Resource<Spec> {
        private final String name;
        private final boolean byPerson;

        NodeResource(String name, boolean byPerson) {
            this.name = name;
            this.byPerson = byPerson;
        }

        @Override
        public String path() {
            return "nodes/" + name;
        }

        @Override
        public Revision.Touched touched() {
            return new Revision.Touched(Nodes.TOPIC, name);
        }

        @Override
        public Optional<Versioned<Spec>> find() {
            return nodes.find(name);
        }

        @Override
        public void insert(Spec spec, Revision revision) {
            SpecCheck.check(name, spec, nodes);
            nodes.insert(name, spec, revision);
        }

        @Override
        public void replace(Spec spec, Versioned<Spec> before, Revision revision) {
            if (spec.kind() != before.value().kind()) {
                throw Problem.of(
                        Code.CONFLICT,
                        "This is " + (before.value().kind() == Kind.EDGE ? "an edge" : "a hub")
                                + " and cannot become another kind; delete it first.");
            }
            SpecCheck.check(name, spec, nodes);
            nodes.replace(name, spec, revision);
        }

        @Override
        public void delete(Versioned<Spec> before, Revision revision) {
            if (before.value() instanceof Spec.Hub && !nodes.edgesOf(name).isEmpty()) {
                throw Problem.of(
                        Code.CONFLICT,
                        "Edge " + nodes.edgesOf(name).getFirst().name() + " still names this hub; change it first.");
            }
            removals.orderedStream().forEach(removal -> removal.removing(name, revision));
            nodes.delete(name);
        }

        @Override
        public boolean needsPerson() {
            return byPerson;
        }

        @Override
        public boolean couldCutAccess(@Nullable Spec before, @Nullable Spec after) {
            if (before == null) {
                return false;
            }
            if (before instanceof Spec.Edge was && after instanceof Spec.Edge is) {
                return !was.hubs().equals(is.hubs()) || !was.lan().equals(is.lan());
            }
            return true;
        }
    }
}
