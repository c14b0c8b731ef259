package dev.braid.control.backup;

import dev.braid.control.access.Actor;
import dev.braid.control.access.Needs;
import dev.braid.control.access.Open;
import dev.braid.control.access.Scope;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "backup", description = "All that an installation is, in one encrypted file")
@RestController
@RequestMapping("/api/v1")
class BackupController {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;
    /** What arrives whole in a header, in which a restore sends it. */
    private static final String PLAIN = "[!-~]([ -~]*[!-~])?";

    @Schema(name = "BackupRequest")
    record Wanted(
            @Schema(
                    format = "password",
                    example = "seven small boats at anchor",
                    description = "The file is encrypted by it, and is worth nothing without")
            @NotNull
            @Size(min = SHORTEST, max = LONGEST)
            @Pattern(regexp = PLAIN, message = "must be letters and signs of ASCII, with no space at its ends")
            String passphrase) {
        @Override
        public String toString() {
            return "Wanted[]";
        }
    }

    private final Backups backups;
    private final SetupGate setup;

    BackupController(Backups backups, SetupGate setup) {
        this.backups = backups;
        this.setup = setup;
    }

    @Operation(
            operationId = "backup",
            summary = "A backup: users, tokens, nodes, keys, certificates, events, audit; not figures over time",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @PostMapping(path = "/backup")
    @Needs(Scope.BACKUP_READ)
    ResponseEntity<byte[]> backup(@Valid @RequestBody Wanted wanted) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("braid.backup")
                                .build()
                                .toString())
                .body(backups.make(wanted.passphrase()));
    }

    @Operation(
            operationId = "restore",
            summary = "Become what a backup is; for an administrator, or on a fresh machine for who has the setup link")
    @PostMapping(path = "/restore", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Open
    void restore(
            @Schema(format = "password") @RequestHeader("X-Backup-Passphrase") @Size(max = LONGEST) String passphrase,
            @Parameter(description = "The token of the setup link, instead of signing in")
                    @RequestHeader(name = "X-Setup-Token", required = false)
                    @Nullable
                    String setupToken,
            @RequestBody byte[] file) {
        boolean administrator =
                Actor.current().filter(actor -> actor.may(Scope.BACKUP_RESTORE)).isPresent();
        if (!administrator && !setup.opens(setupToken)) {
            throw Actor.current().isEmpty()
                    ? Problem.of(Code.NOT_SIGNED_IN, "Sign in as administrator, or send the token of the setup link.")
                    : Problem.of(Code.MISSING_SCOPE, "This needs the scope " + Scope.BACKUP_RESTORE.text() + ".")
                            .with("scope", Scope.BACKUP_RESTORE.text());
        }
        backups.restore(file, passphrase);
        setup.close();
    }
}
