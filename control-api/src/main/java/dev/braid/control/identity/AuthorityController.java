package dev.braid.control.identity;

import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "certificates", description = "Who may connect, by the installation's own authority")
@RestController
@RequestMapping("/api/v1/certificate-authority")
class AuthorityController {
    @Schema(name = "CertificateAuthority")
    record View(
            @Schema(description = "Of the root, in PEM: what browsers and nodes trust")
            String certificate,

            @Schema(description = "SHA-256 of the root in DER, hexadecimal; join keys carry it")
            String fingerprint,

            Instant notAfter,
            Issuing issuing) {}

    @Schema(name = "IssuingKey")
    record Issuing(
            @Schema(example = "issuing-1") String name,
            @Schema(description = "In PEM") String certificate,
            Instant notBefore,
            Instant notAfter) {}

    private final Installation installation;

    AuthorityController(Installation installation) {
        this.installation = installation;
    }

    @Operation(
            operationId = "getCertificateAuthority",
            summary = "The authority: its root, and the key that issues now")
    @GetMapping
    @Needs(Scope.CERTIFICATES_READ)
    View get() {
        return view();
    }

    @Operation(
            operationId = "rotateCertificateAuthority",
            summary = "Issue with a new key from now on; nothing that was issued before is touched")
    @PostMapping("/rotate")
    @Needs(Scope.CERTIFICATES_WRITE)
    View rotate() {
        installation.rotate();
        return view();
    }

    private View view() {
        Signer issuing = installation.issuing();
        X509Certificate certificate = issuing.authority().certificate();
        X509Certificate root = installation.root();
        return new View(
                Signers.pem(root),
                installation.fingerprint(),
                root.getNotAfter().toInstant(),
                new Issuing(
                        issuing.name(),
                        Signers.pem(certificate),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()));
    }
}
