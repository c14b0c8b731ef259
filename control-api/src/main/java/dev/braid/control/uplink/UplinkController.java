package dev.braid.control.uplink;

import dev.braid.control.access.Mutations;
import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Mutates;
import dev.braid.control.web.Names;
import dev.braid.control.web.Page;
import dev.braid.control.web.Preconditions;
import dev.braid.control.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
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

@Tag(name = "uplinks", description = "An edge's ways to the Internet")
@RestController
@RequestMapping("/api/v1/nodes/{node}/uplinks")
class UplinkController {
    /** What is put. */
    @Schema(name = "UplinkPut")
    record Put(@NotNull @Valid UplinkSpec spec) {}

    /** What is answered. */
    @Schema(name = "Uplink")
    record View(
            @Schema(example = "home") String node,
            @Schema(example = "dsl") String name,
            UplinkSpec spec,
            long revision,
            Instant createdAt,
            Instant updatedAt) {
        static View of(String node, String name, Versioned<UplinkSpec> uplink) {
            return new View(node, name, uplink.value(), uplink.version(), uplink.createdAt(), uplink.updatedAt());
        }
    }

    private final Uplinks uplinks;
    private final UplinkResources resources;
    private final Mutations mutations;

    UplinkController(Uplinks uplinks, UplinkResources resources, Mutations mutations) {
        this.uplinks = uplinks;
        this.resources = resources;
        this.mutations = mutations;
    }

    @Operation(operationId = "listUplinks", summary = "All uplinks of an edge")
    @GetMapping
    @Needs(Scope.NODES_READ)
    Page<View> list(@PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node) {
        resources.requireEdge(node);
        List<View> views = uplinks.list(node).stream()
                .map(named -> View.of(node, named.name(), named.uplink()))
                .toList();
        return new Page<>(views, null);
    }

    @Operation(operationId = "getUplink", summary = "One uplink")
    @GetMapping("/{uplink}")
    @Needs(Scope.NODES_READ)
    ResponseEntity<View> get(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String uplink) {
        Versioned<UplinkSpec> found =
                uplinks.find(node, uplink).orElseThrow(() -> Problem.notFound("uplink", node + "/" + uplink));
        return ResponseEntity.ok().eTag(Preconditions.etag(found.version())).body(View.of(node, uplink, found));
    }

    @Operation(operationId = "putUplink", summary = "Create or replace an uplink")
    @Mutates(View.class)
    @PutMapping("/{uplink}")
    @Needs(Scope.NODES_WRITE)
    ResponseEntity<Object> put(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String uplink,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Parameter(description = "Who confirms that the edge is still well: a new session of it, or a person")
                    @RequestParam(defaultValue = "session")
                    @Pattern(regexp = "session|person", message = "must be session or person")
                    String confirm,
            @Valid @RequestBody Put put,
            HttpServletRequest request) {
        return mutations.put(
                resources.of(node, uplink, confirm.equals("person")),
                put.spec(),
                Preconditions.of(request),
                dryRun,
                stored -> View.of(node, uplink, stored));
    }

    @Operation(operationId = "deleteUplink", summary = "Delete an uplink")
    @Mutates(Void.class)
    @DeleteMapping("/{uplink}")
    @Needs(Scope.NODES_WRITE)
    ResponseEntity<Object> delete(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String uplink,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Parameter(description = "Who confirms that the edge is still well: a new session of it, or a person")
                    @RequestParam(defaultValue = "session")
                    @Pattern(regexp = "session|person", message = "must be session or person")
                    String confirm,
            HttpServletRequest request) {
        return mutations.delete(
                resources.of(node, uplink, confirm.equals("person")), Preconditions.of(request), dryRun);
    }

    @Operation(
            operationId = "disableUplink",
            summary = "Take an uplink out, whatever its role; needs no ETag, since it is the same from any state")
    @PostMapping("/{uplink}/disable")
    @Needs(Scope.NODES_WRITE)
    ResponseEntity<View> disable(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String uplink) {
        return answer(node, uplink, resources.disable(node, uplink, true));
    }

    @Operation(operationId = "enableUplink", summary = "Let an uplink take its role again")
    @PostMapping("/{uplink}/enable")
    @Needs(Scope.NODES_WRITE)
    ResponseEntity<View> enable(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String node,
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String uplink) {
        return answer(node, uplink, resources.disable(node, uplink, false));
    }

    private static ResponseEntity<View> answer(String node, String uplink, Versioned<UplinkSpec> now) {
        return ResponseEntity.ok().eTag(Preconditions.etag(now.version())).body(View.of(node, uplink, now));
    }
}
