package dev.braid.control.diagnostics;

import dev.braid.control.access.Audit;
import dev.braid.control.node.Commands;
import dev.braid.control.node.Kind;
import dev.braid.control.node.Nodes;
import dev.braid.control.store.Store;
import dev.braid.control.uplink.Uplinks;
import dev.braid.control.web.Page;
import dev.braid.control.web.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Asks nodes, and reads what came of it. */
@Component
class Diagnostics {
    private final Store store;
    private final Commands commands;
    private final Nodes nodes;
    private final Uplinks uplinks;
    private final Audit audit;

    Diagnostics(Store store, Commands commands, Nodes nodes, Uplinks uplinks, Audit audit) {
        this.store = store;
        this.commands = commands;
        this.nodes = nodes;
        this.uplinks = uplinks;
        this.audit = audit;
    }

    ResponseEntity<DiagnosticView> start(
            String node, @Nullable String uplink, String kind, Object parameters, String collection) {
        return store.change(revision -> {
            if (nodes.kindOf(node).filter(found -> found == Kind.EDGE).isEmpty()) {
                throw Problem.invalid("node", "is no edge that exists");
            }
            if (uplink != null && uplinks.find(node, uplink).isEmpty()) {
                throw Problem.invalid("uplink", "is none of the edge's");
            }
            String id = commands.add(node, kind, parameters, revision);
            audit.record("run", "diagnostics/" + collection + "/" + id, null, parameters);
            DiagnosticView made = DiagnosticView.of(commands.find(id).orElseThrow());
            return ResponseEntity.created(URI.create("/api/v1/diagnostics/" + collection + "/" + id))
                    .body(made);
        });
    }

    DiagnosticView get(String kind, String id) {
        return commands.find(id)
                .filter(command -> command.kind().equals(kind))
                .map(DiagnosticView::of)
                .orElseThrow(() -> Problem.notFound(kind, id));
    }

    Page<DiagnosticView> list(String kind, int limit, @Nullable String cursor) {
        Instant before = Instant.ofEpochMilli(
                Page.afterNumber(cursor, store.now().plusSeconds(60).toEpochMilli()));
        List<DiagnosticView> read = commands.list(kind, before, limit + 1).stream()
                .map(DiagnosticView::of)
                .toList();
        return Page.of(read, limit, view -> Long.toString(view.createdAt().toEpochMilli()));
    }
}
