package dev.braid.control.setup;

import dev.braid.control.access.FirstAdministrator;
import dev.braid.control.access.Open;
import dev.braid.control.store.Store;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "setup", description = "The first administrator")
@RestController
@RequestMapping("/api/v1/setup")
class SetupController {
    @Schema(name = "SetupState")
    record State(
            @Schema(example = "true", description = "Nobody can sign in yet")
            boolean required) {}

    @Schema(name = "Setup")
    record Setup(
            @Schema(
                    example = "3q2-7wAAt0sUbm90LWEtc2VjcmV0",
                    description = "From the link that was printed at the first start")
            @NotBlank
            @Size(max = 100)
            String token,

            @Schema(example = "ada")
            @NotNull
            @Pattern(regexp = FirstAdministrator.NAME, message = FirstAdministrator.NAME_MESSAGE)
            String user,

            @Schema(format = "password", example = "correct horse battery")
            @NotNull
            @Size(min = FirstAdministrator.SHORTEST_PASSWORD, max = FirstAdministrator.LONGEST_PASSWORD)
            String password) {
        @Override
        public String toString() {
            return "Setup[user=" + user + "]";
        }
    }

    private final SetupLink link;
    private final FirstAdministrator first;
    private final Store store;

    SetupController(SetupLink link, FirstAdministrator first, Store store) {
        this.link = link;
        this.first = first;
        this.store = store;
    }

    @Operation(operationId = "getSetup", summary = "Whether the first administrator is missing")
    @GetMapping
    @Open
    State get() {
        return new State(link.isRequired());
    }

    @Operation(operationId = "setup", summary = "Make the first administrator; works once")
    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Open
    void setup(@Valid @RequestBody Setup setup) {
        check(setup);
        String hash = first.hash(setup.password());
        store.change(revision -> {
            check(setup);
            first.make(setup.user(), hash, revision);
            link.spend();
            return null;
        });
    }

    /** Before the costly hash, and again inside the transaction: two requests may come at once. */
    private void check(Setup setup) {
        if (!link.isRequired()) {
            throw Problem.of(Code.CONFLICT, "The setup is done. Sign in.");
        }
        if (!link.matches(setup.token())) {
            throw Problem.of(
                    Code.WRONG_CREDENTIALS,
                    "This is not the current setup link. The file " + SetupLink.FILE
                            + " in the data directory has it; each start before the setup makes a new one.");
        }
    }
}
