package dev.braid.control.identity;

import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.identity.Certificates.Certificate;
import dev.braid.control.web.Names;
import dev.braid.control.web.Page;
import dev.braid.control.web.Preconditions;
import dev.braid.control.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "certificates", description = "Who may connect, by the installation's own authority")
@RestController
@RequestMapping("/api/v1/certificates")
class CertificateController {
    private static final String SERIAL = "[0-9a-f]{1,40}";
    private static final String SERIAL_MESSAGE = "must be a serial number, hexadecimal in small letters";

    enum State {
        VALID,
        EXPIRED,
        REVOKED;

        @com.fasterxml.jackson.annotation.JsonValue
        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What is posted. */
    @Schema(name = "CertificateRevocation")
    record Revocation(
            @Schema(example = "the van was stolen") @NotBlank @Size(max = 200)
            String reason) {}

    @Schema(name = "Certificate")
    record View(
            @Schema(example = "3f2a9c") String serial,
            @Schema(example = "home") String node,
            @Schema(example = "edge") String kind,
            State state,
            @Schema(example = "issuing-1") String issuer,
            Instant notBefore,
            Instant notAfter,
            Instant issuedAt,
            @Nullable Instant revokedAt,
            @Nullable String reason,
            long revision) {}

    private final Certificates certificates;
    private final Clock clock;

    CertificateController(Certificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    @Operation(operationId = "listCertificates", summary = "List certificates, those of one node if asked")
    @GetMapping
    @Needs(Scope.CERTIFICATES_READ)
    Page<View> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE)
                    String node,
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<View> read = certificates.list(node, Page.after(cursor), limit + 1).stream()
                .map(this::view)
                .toList();
        return Page.of(read, limit, View::serial);
    }

    @Operation(operationId = "getCertificate", summary = "One certificate")
    @GetMapping("/{serial}")
    @Needs(Scope.CERTIFICATES_READ)
    ResponseEntity<View> get(@PathVariable @Pattern(regexp = SERIAL, message = SERIAL_MESSAGE) String serial) {
        return answer(certificates.find(serial).orElseThrow(() -> Problem.notFound("certificate", serial)));
    }

    @Operation(
            operationId = "revokeCertificate",
            summary = "Take a certificate back: its holder's tunnels and sessions end within seconds, for good")
    @PostMapping("/{serial}/revoke")
    @Needs(Scope.CERTIFICATES_WRITE)
    ResponseEntity<View> revoke(
            @PathVariable @Pattern(regexp = SERIAL, message = SERIAL_MESSAGE) String serial,
            @Valid @RequestBody Revocation revocation) {
        return answer(certificates
                .revoke(serial, revocation.reason())
                .orElseThrow(() -> Problem.notFound("certificate", serial)));
    }

    private ResponseEntity<View> answer(Certificate certificate) {
        return ResponseEntity.ok()
                .eTag(Preconditions.etag(certificate.version()))
                .body(view(certificate));
    }

    private View view(Certificate c) {
        State state = c.revokedAt() != null ? State.REVOKED : c.isValid(clock.instant()) ? State.VALID : State.EXPIRED;
        return new View(
                c.serial(),
                c.node(),
                c.kind(),
                state,
                c.issuer(),
                c.notBefore(),
                c.notAfter(),
                c.issuedAt(),
                c.revokedAt(),
                c.reason(),
                c.version());
    }
}
