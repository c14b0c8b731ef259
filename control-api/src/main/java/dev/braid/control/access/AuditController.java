package dev.braid.control.access;

import dev.braid.control.store.Search;
import dev.braid.control.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "audit", description = "Who changed what")
@RestController
class AuditController {
    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @Operation(operationId = "listAudit", summary = "The audit log, newest first")
    @GetMapping("/api/v1/audit")
    @Needs(Scope.AUDIT_READ)
    Page<AuditEntry> list(
            @Parameter(description = "Each of them is in who, what, from where, or the number of the request")
                    @RequestParam(required = false)
                    @Size(max = Search.MOST_CHARACTERS)
                    @Nullable
                    String words,
            @Parameter(description = "Those before") @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Page.of(
                audit.list(Page.afterNumber(cursor, Long.MAX_VALUE), to, words, limit + 1),
                limit,
                entry -> Long.toString(entry.id()));
    }
}
