package dev.braid.control.uplink;

import dev.braid.control.access.Audit;
import dev.braid.control.access.Mutations;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Problem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Uplinks as they are put, deleted, taken out and let in again. */
@Component
class UplinkResources {
    /** As many as a node's kernel tables are laid out for. */
    private static final int MOST = 8;

    private final Uplinks uplinks;
    private final Store store;
    private final Audit audit;

    UplinkResources(Uplinks uplinks, Store store, Audit audit) {
        this.uplinks = uplinks;
        this.store = store;
        this.audit = audit;
    }

    void requireEdge(String node) {
        if (!uplinks.isEdge(node)) {
            throw Problem.notFound("edge", node);
        }
    }

    Versioned<UplinkSpec> disable(String node, String name, boolean disabled) {
        return store.change(revision -> disable(node, name, disabled, revision));
    }

    /** As a part of the caller's change. */
    Versioned<UplinkSpec> disable(String node, String name, boolean disabled, Revision revision) {
        Versioned<UplinkSpec> before =
                uplinks.find(node, name).orElseThrow(() -> Problem.notFound("uplink", node + "/" + name));
        if (before.value().takenOut() == disabled) {
            revision.undo();
            return before;
        }
        uplinks.replace(node, name, before.value().disabled(disabled), revision);
        audit.record(
                disabled ? "disable" : "enable",
                "nodes/" + node + "/uplinks/" + name,
                Map.of("disabled", !disabled),
                Map.of("disabled", disabled));
        revision.touch(Uplinks.TOPIC, node + "/" + name);
        return uplinks.find(node, name).orElseThrow();
    }

    Mutations.Resource<UplinkSpec> of(String node, String name, boolean byPerson) {
        return new UplinkResource(node, name, byPerson);
    }

    private final class UplinkResource implements Mutations.Resource<UplinkSpec> {
        private final String node;
        private final String name;
        private final boolean byPerson;

        UplinkResource(String node, String name, boolean byPerson) {
            this.node = node;
            this.name = name;
            this.byPerson = byPerson;
        }

        @Override
        public String path() {
            return "nodes/" + node + "/uplinks/" + name;
        }

        @Override
        public Revision.Touched touched() {
            return new Revision.Touched(Uplinks.TOPIC, node + "/" + name);
        }

        @Override
        public Optional<Versioned<UplinkSpec>> find() {
            return uplinks.find(node, name);
        }

        @Override
        public void insert(UplinkSpec spec, Revision revision) {
            requireEdge(node);
            if (uplinks.list(node).size() >= MOST) {
                throw Problem.invalid("uplink", "would be one more than the " + MOST + " that an edge can have");
            }
            uplinks.insert(node, name, spec, revision);
        }

        @Override
        public void replace(UplinkSpec spec, Versioned<UplinkSpec> before, Revision revision) {
            uplinks.replace(node, name, spec, revision);
        }

        @Override
        public void delete(Versioned<UplinkSpec> before, Revision revision) {
            uplinks.delete(node, name);
        }

        @Override
        public boolean needsPerson() {
            return byPerson;
        }

        /** An edge reaches us over its uplinks: whatever changes one but its bounds may cut it off. */
        @Override
        public boolean couldCutAccess(@Nullable UplinkSpec before, @Nullable UplinkSpec after) {
            if (before == null || before.takenOut() || before.role() != UplinkSpec.Role.USE) {
                return false;
            }
            return after == null
                    || after.takenOut()
                    || after.role() != UplinkSpec.Role.USE
                    || !after.interfaceName().equals(before.interfaceName());
        }
    }
}
