package dev.braid.control.access;

import dev.braid.control.store.Versioned;
import dev.braid.control.web.Mutates;
import dev.braid.control.web.Page;
import dev.braid.control.web.Preconditions;
import dev.braid.control.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "users", description = "The people who may sign in")
@RestController
@RequestMapping("/api/v1/users")
class UserController {
    /** NIST SP 800-63B asks for 8 at least, and for no rules about their kinds. */
    static final int SHORTEST_PASSWORD = 10;

    static final int LONGEST_PASSWORD = 200;
    static final String NAME = "[a-z0-9][a-z0-9._@-]{0,63}";
    static final String NAME_MESSAGE =
            "must be 1 to 64 of a-z, 0-9, '.', '_', '@', '-', beginning with a letter or digit";

    /** What is put. */
    @Schema(name = "UserPut")
    record Put(
            @NotNull Role role,

            @Schema(example = "Ada Lovelace") @Size(max = 100) @Nullable
            String displayName,

            @Schema(
                    format = "password",
                    example = "staple of the old harbour",
                    description = "Needed for a new user; absent keeps the one there is")
            @Size(min = SHORTEST_PASSWORD, max = LONGEST_PASSWORD)
            @Nullable
            String password,

            @Schema(description = "A disabled user cannot sign in, and neither can their tokens; false when absent")
            @Nullable
            Boolean disabled) {
        @Override
        public String toString() {
            return "Put[role=" + role + "]";
        }
    }

    /** What is answered. */
    @Schema(name = "User")
    record View(
            @Schema(example = "ada") String name,
            String displayName,
            Role role,
            boolean disabled,
            long revision,
            Instant createdAt,
            Instant updatedAt) {
        static View of(Versioned<User> user) {
            User value = user.value();
            return new View(
                    value.name(),
                    value.displayName(),
                    value.role(),
                    value.disabled(),
                    user.version(),
                    user.createdAt(),
                    user.updatedAt());
        }
    }

    private final Users users;
    private final UserResources resources;
    private final Mutations mutations;

    UserController(Users users, UserResources resources, Mutations mutations) {
        this.users = users;
        this.resources = resources;
        this.mutations = mutations;
    }

    @Operation(operationId = "listUsers", summary = "List users by name")
    @GetMapping
    @Needs(Scope.USERS_READ)
    Page<View> list(
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Page.of(
                users.list(Page.after(cursor), limit + 1).stream().map(View::of).toList(), limit, View::name);
    }

    @Operation(operationId = "getUser", summary = "One user")
    @GetMapping("/{name}")
    @Needs(Scope.USERS_READ)
    ResponseEntity<View> get(@PathVariable @Pattern(regexp = NAME, message = NAME_MESSAGE) String name) {
        Versioned<User> user = users.find(name).orElseThrow(() -> Problem.notFound("user", name));
        return ResponseEntity.ok().eTag(Preconditions.etag(user.version())).body(View.of(user));
    }

    @Operation(operationId = "putUser", summary = "Create or replace a user")
    @Mutates(View.class)
    @PutMapping("/{name}")
    @Needs(Scope.USERS_WRITE)
    ResponseEntity<Object> put(
            @PathVariable @Pattern(regexp = NAME, message = NAME_MESSAGE) String name,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Valid @RequestBody Put put,
            HttpServletRequest request) {
        String shown = put.displayName();
        User user = new User(name, shown == null ? name : shown, put.role(), Boolean.TRUE.equals(put.disabled()));
        return mutations.put(resources.of(name, put.password()), user, Preconditions.of(request), dryRun, View::of);
    }

    @Operation(operationId = "deleteUser", summary = "Delete a user with their sessions and tokens")
    @Mutates(Void.class)
    @DeleteMapping("/{name}")
    @Needs(Scope.USERS_WRITE)
    ResponseEntity<Object> delete(
            @PathVariable @Pattern(regexp = NAME, message = NAME_MESSAGE) String name,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return mutations.delete(resources.of(name, null), Preconditions.of(request), dryRun);
    }
}
