package dev.braid.control.node;

import dev.braid.control.access.Audit;
import dev.braid.control.access.Mutations;
import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Code;
import dev.braid.control.web.DryRun;
import dev.braid.control.web.Mutates;
import dev.braid.control.web.Names;
import dev.braid.control.web.Page;
import dev.braid.control.web.Preconditions;
import dev.braid.control.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "nodes", description = "Edges and hubs: what they shall be, and what they are")
@RestController
@RequestMapping("/api/v1/nodes")
class NodeController {
    /** What is put. */
    @Schema(name = "NodePut")
    record Put(@NotNull @Valid Spec spec) {}

    /** What is answered. */
    @Schema(name = "Node")
    record View(
            @Schema(example = "home") String name,
            Kind kind,
            Spec spec,
            NodeStatusView status,

            @Schema(description = "Of the change that last wrote the spec; also the ETag")
            long revision,

            Instant createdAt,
            Instant updatedAt) {}

    @Schema(name = "Confirmation")
    record Confirmation(
            @Schema(example = "42", description = "The revision on trial that shall stay") @NotNull @Min(1)
            Long revision) {}

    @Schema(name = "Rollback")
    record RollbackRequest(
            @Schema(example = "42", description = "The desiredRevision that was seen; another one by now is a conflict")
            @NotNull
            @Min(1)
            Long revision) {}

    private final Nodes nodes;
    private final Rollback rollback;
    private final NodeResources resources;
    private final Mutations mutations;
    private final Statuses statuses;
    private final Store store;
    private final Audit audit;

    NodeController(
            Nodes nodes,
            NodeResources resources,
            Rollback rollback,
            Mutations mutations,
            Statuses statuses,
            Store store,
            Audit audit) {
        this.nodes = nodes;
        this.rollback = rollback;
        this.resources = resources;
        this.mutations = mutations;
        this.statuses = statuses;
        this.store = store;
        this.audit = audit;
    }

    @Operation(operationId = "listNodes", summary = "Nodes by name, each with its status")
    @GetMapping
    @Needs(Scope.NODES_READ)
    Page<View> list(
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<View> read = nodes.list(Page.after(cursor), limit + 1).stream()
                .map(named -> view(named.name(), named.node()))
                .toList();
        return Page.of(read, limit, View::name);
    }

    @Operation(operationId = "getNode", summary = "One node")
    @GetMapping("/{node}")
    @Needs(Scope.NODES_READ)
    ResponseEntity<View> get(@PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node) {
        Versioned<Spec> found = nodes.find(node).orElseThrow(() -> Problem.notFound("node", node));
        return ResponseEntity.ok().eTag(Preconditions.etag(found.version())).body(view(node, found));
    }

    @Operation(operationId = "putNode", summary = "Create or replace a node's spec")
    @Mutates(View.class)
    @PutMapping("/{node}")
    @Needs(Scope.NODES_WRITE)
    ResponseEntity<Object> put(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Parameter(
                            description =
                                    "Who confirms that the nodes concerned are still well: a new session of theirs, or a person")
                    @RequestParam(defaultValue = "session")
                    @Pattern(regexp = "session|person", message = "must be session or person")
                    String confirm,
            @Valid @RequestBody Put put,
            HttpServletRequest request) {
        return mutations.put(
                resources.of(node, confirm.equals("person")),
                put.spec(),
                Preconditions.of(request),
                dryRun,
                stored -> view(node, stored));
    }

    @Operation(operationId = "deleteNode", summary = "Delete a node with its uplinks; its certificates are revoked")
    @Mutates(Void.class)
    @DeleteMapping("/{node}")
    @Needs(Scope.NODES_WRITE)
    ResponseEntity<Object> delete(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return mutations.delete(resources.of(node, false), Preconditions.of(request), dryRun);
    }

    @Operation(
            operationId = "confirmNode",
            summary = "Let a node keep the revision that is on trial; without this it goes back when its time is over")
    @PostMapping("/{node}/confirm")
    @Needs(Scope.NODES_WRITE)
    ResponseEntity<View> confirm(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @Valid @RequestBody Confirmation confirmation) {
        return store.change(revision -> {
            Versioned<Spec> found = nodes.find(node).orElseThrow(() -> Problem.notFound("node", node));
            int changed = store.jdbc()
                    .sql("UPDATE desired_specs SET confirmed_revision = :revision"
                            + " WHERE node = :node AND revision = :revision")
                    .param("node", node)
                    .param("revision", confirmation.revision())
                    .update();
            if (changed == 0) {
                throw Problem.of(Code.CONFLICT, "This is not the revision that the node shall run now.");
            }
            audit.record("confirm", "nodes/" + node, null, Map.of("revision", confirmation.revision()));
            revision.touch(DesiredSpecs.CONFIRMATION, node);
            return ResponseEntity.ok().eTag(Preconditions.etag(found.version())).body(view(node, found));
        });
    }

    @Operation(
            operationId = "rollbackNode",
            summary = "Undo the last change of a node's spec or of one of its uplinks; done twice, it is back again")
    @PostMapping("/{node}/rollback")
    @Needs(Scope.NODES_WRITE)
    @ApiResponse(
            responseCode = "200",
            description = "Undone; with dryRun what would change, an uplink's settings under uplinks and its name",
            content = @Content(mediaType = "application/json", schema = @Schema(oneOf = {View.class, DryRun.class})))
    ResponseEntity<?> rollback(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Valid @RequestBody RollbackRequest request) {
        Optional<DryRun> told = rollback.of(node, request.revision(), dryRun);
        return told.isPresent() ? ResponseEntity.ok(told.get()) : get(node);
    }

    private View view(String name, Versioned<Spec> node) {
        return new View(
                name,
                node.value().kind(),
                node.value(),
                statuses.of(name),
                node.version(),
                node.createdAt(),
                node.updatedAt());
    }
}
