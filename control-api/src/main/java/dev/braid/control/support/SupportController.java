package dev.braid.control.support;

import dev.braid.control.access.Audit;
import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.store.Store;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "support-bundle", description = "For who helps from afar; no secrets in it")
@RestController
class SupportController {
    private static final String ZIP = "application/zip";

    private final SupportBundle bundle;
    private final Audit audit;
    private final Store store;

    SupportController(SupportBundle bundle, Audit audit, Store store) {
        this.bundle = bundle;
        this.audit = audit;
        this.store = store;
    }

    @Operation(
            operationId = "getSupportBundle",
            summary = "A zip: settings, nodes with specs and status, events, metrics, threads",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))))
    @GetMapping("/api/v1/support-bundle")
    @Needs(Scope.SUPPORT_READ)
    void get(HttpServletResponse response) throws IOException {
        store.write(() -> {
            audit.record("read", "support-bundle", null, null);
            return null;
        });
        response.setContentType(ZIP);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("braid-support.zip")
                        .build()
                        .toString());
        bundle.write(response.getOutputStream());
    }
}
