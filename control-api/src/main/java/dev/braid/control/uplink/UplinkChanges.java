package dev.braid.control.uplink;

import dev.braid.control.access.Mutations;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Code;
import dev.braid.control.web.DryRun;
import dev.braid.control.web.Json;
import dev.braid.control.web.Preconditions;
import dev.braid.control.web.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Takes back what was done to an uplink. */
@Component
public class UplinkChanges {
    private final Uplinks uplinks;
    private final UplinkResources resources;
    private final Mutations mutations;
    private final Json json;

    UplinkChanges(Uplinks uplinks, UplinkResources resources, Mutations mutations, Json json) {
        this.uplinks = uplinks;
        this.resources = resources;
        this.mutations = mutations;
        this.json = json;
    }

    /**
     * Makes the uplink what it was before, as a part of the caller's change.
     *
     * @param action as the audit log calls it
     * @param before as the audit log has it; null when there was none
     * @param dryRun nothing is changed
     * @return what it would change; empty unless it is a dry run
     */
    public Optional<DryRun> undo(
            String node, String name, String action, @Nullable JsonNode before, boolean dryRun, Revision revision) {
        Optional<Versioned<UplinkSpec>> now = uplinks.find(node, name);
        boolean toggled = action.equals("disable") || action.equals("enable");
        if (toggled && !dryRun) {
            resources.disable(node, name, action.equals("enable"), revision);
            return Optional.empty();
        }
        Preconditions unchanged = new Preconditions(
                now.map(found -> List.of(Long.toString(found.version()))).orElse(List.of()), List.of());
        UplinkSpec spec = toggled
                ? now.map(found -> found.value().disabled(action.equals("enable")))
                        .orElseThrow(() -> Problem.notFound("uplink", node + "/" + name))
                : before == null ? null : json.read(before.toString(), UplinkSpec.class);
        if (spec != null) {
            return mutations.put(resources.of(node, name, false), spec, unchanged, dryRun, revision);
        }
        if (now.isEmpty()) {
            throw Problem.of(Code.CONFLICT, "The uplink has been changed meanwhile.");
        }
        return mutations.delete(resources.of(node, name, false), unchanged, dryRun, revision);
    }
}
