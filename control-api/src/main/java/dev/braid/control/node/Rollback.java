package dev.braid.control.node;

import dev.braid.control.access.Audit;
import dev.braid.control.access.AuditEntry;
import dev.braid.control.access.Mutations;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.uplink.UplinkChanges;
import dev.braid.control.web.Code;
import dev.braid.control.web.DryRun;
import dev.braid.control.web.Json;
import dev.braid.control.web.Preconditions;
import dev.braid.control.web.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Undoes the last change of a node's spec or of one of its uplinks, as the audit log has it; done twice, it is back again. */
@Component
class Rollback {
    private final Nodes nodes;
    private final NodeResources resources;
    private final UplinkChanges uplinks;
    private final Mutations mutations;
    private final Audit audit;
    private final Store store;
    private final Json json;

    Rollback(
            Nodes nodes,
            NodeResources resources,
            UplinkChanges uplinks,
            Mutations mutations,
            Audit audit,
            Store store,
            Json json) {
        this.nodes = nodes;
        this.resources = resources;
        this.uplinks = uplinks;
        this.mutations = mutations;
        this.audit = audit;
        this.store = store;
        this.json = json;
    }

    /**
     * In one change: of two people who have seen the same revision, one undoes, and the other is told of a conflict.
     *
     * @param seen revision that the node shall run now
     * @param dryRun nothing is changed
     * @return what it would change, by names within the node; empty unless it is a dry run
     */
    Optional<DryRun> of(String node, long seen, boolean dryRun) {
        return store.change(revision -> {
            Versioned<Spec> now = nodes.find(node).orElseThrow(() -> Problem.notFound("node", node));
            requireDesired(node, seen);
            AuditEntry last = audit.lastChange("nodes/" + node)
                    .orElseThrow(() -> Problem.of(Code.CONFLICT, "Nothing has been changed that could be undone."));
            return last.resource().equals("nodes/" + node)
                    ? undoNode(node, now, last, dryRun, revision)
                    : undoUplink(node, last, dryRun, revision);
        });
    }

    private Optional<DryRun> undoUplink(String node, AuditEntry last, boolean dryRun, Revision revision) {
        String uplink = last.resource().substring(last.resource().lastIndexOf('/') + 1);
        return uplinks.undo(node, uplink, last.action(), last.before(), dryRun, revision)
                .map(told -> told.under("uplinks." + uplink));
    }

    private Optional<DryRun> undoNode(
            String node, Versioned<Spec> now, AuditEntry last, boolean dryRun, Revision revision) {
        JsonNode before = last.before();
        if (before == null) {
            throw Problem.of(Code.CONFLICT, "The last change made the node. Delete it, if it shall go.");
        }
        return mutations.put(
                resources.of(node, false),
                json.read(before.toString(), Spec.class),
                new Preconditions(List.of(Long.toString(now.version())), List.of()),
                dryRun,
                revision);
    }

    private void requireDesired(String node, long revision) {
        boolean same = store.jdbc()
                .sql("SELECT revision FROM desired_specs WHERE node = :node")
                .param("node", node)
                .query(Long.class)
                .optional()
                .filter(desired -> desired == revision)
                .isPresent();
        if (!same) {
            throw Problem.of(Code.CONFLICT, "This is not the revision that the node shall run now.");
        }
    }
}
