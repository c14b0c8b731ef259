package dev.braid.control.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Code;
import dev.braid.control.web.Mutates;
import dev.braid.control.web.Names;
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
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

@Tag(name = "tokens", description = "Secrets for programs, each with some of its owner's rights")
@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {
    private static final Duration LONGEST = Duration.ofDays(400);

    /** What is put. */
    @Schema(name = "TokenPut")
    record Put(
            @Schema(example = "[\"nodes:read\", \"metrics:read\"]") @NotEmpty
            Set<@NotNull Scope> scopes,

            @Schema(example = "2027-06-30T00:00:00Z", description = "At most 400 days ahead") @NotNull
            Instant expiresAt) {}

    /** What is answered; {@code secret} only when the token was made. */
    @Schema(name = "Token")
    record View(
            @Schema(example = "prometheus") String name,
            @Schema(example = "ada") String user,
            Set<Scope> scopes,
            Instant expiresAt,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            long revision,

            @Schema(example = "braid_pat_3q2-7w", description = "Shown once, by the answer that makes the token")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String secret) {
        static View of(Versioned<Token> token, @Nullable String secret) {
            Token value = token.value();
            return new View(
                    value.name(),
                    value.user(),
                    value.scopes(),
                    value.expiresAt(),
                    token.createdAt(),
                    value.lastUsedAt(),
                    token.version(),
                    secret);
        }

        @Override
        public String toString() {
            return "Token[" + name + "]";
        }
    }

    private final Tokens tokens;
    private final Mutations mutations;
    private final Store store;

    TokenController(Tokens tokens, Mutations mutations, Store store) {
        this.tokens = tokens;
        this.mutations = mutations;
        this.store = store;
    }

    @Operation(operationId = "listTokens", summary = "List one's own tokens; an administrator everybody's")
    @GetMapping
    @Needs(Scope.TOKENS_READ)
    Page<View> list(
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Actor actor = Actor.required();
        String whose = actor.role() == Role.ADMINISTRATOR ? null : actor.user();
        List<View> read = tokens.list(whose, Page.after(cursor), limit + 1).stream()
                .map(token -> View.of(token, null))
                .toList();
        return Page.of(read, limit, View::name);
    }

    @Operation(operationId = "getToken", summary = "One token, without its secret")
    @GetMapping("/{name}")
    @Needs(Scope.TOKENS_READ)
    ResponseEntity<View> get(@PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String name) {
        Versioned<Token> token = visible(name).orElseThrow(() -> Problem.notFound("token", name));
        return ResponseEntity.ok().eTag(Preconditions.etag(token.version())).body(View.of(token, null));
    }

    @Operation(operationId = "putToken", summary = "Make a token, or replace its scopes and its end")
    @Mutates(View.class)
    @PutMapping("/{name}")
    @Needs(Scope.TOKENS_WRITE)
    ResponseEntity<Object> put(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String name,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Valid @RequestBody Put put,
            HttpServletRequest request) {
        Actor actor = Actor.required();
        check(put, actor);
        Optional<Versioned<Token>> before = tokens.find(name);
        if (before.isPresent() && visible(name).isEmpty()) {
            throw Problem.of(Code.CONFLICT, "The name is taken by somebody else's token.");
        }
        String owner = before.map(token -> token.value().user()).orElse(actor.user());
        Instant lastUsed = before.map(token -> token.value().lastUsedAt()).orElse(null);
        String secret = Tokens.PREFIX + Secrets.make();
        return mutations.put(
                new TokenResource(name, secret),
                new Token(name, owner, put.scopes(), put.expiresAt(), lastUsed),
                Preconditions.of(request),
                dryRun,
                token -> View.of(token, before.isEmpty() ? secret : null));
    }

    @Operation(operationId = "deleteToken", summary = "Delete a token; it works no more at once")
    @Mutates(Void.class)
    @DeleteMapping("/{name}")
    @Needs(Scope.TOKENS_WRITE)
    ResponseEntity<Object> delete(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String name,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        if (visible(name).isEmpty()) {
            throw Problem.notFound("token", name);
        }
        return mutations.delete(new TokenResource(name, ""), Preconditions.of(request), dryRun);
    }

    private Optional<Versioned<Token>> visible(String name) {
        Actor actor = Actor.required();
        return tokens.find(name)
                .filter(token -> actor.role() == Role.ADMINISTRATOR
                        || token.value().user().equals(actor.user()));
    }

    private void check(Put put, Actor actor) {
        if (put.expiresAt().isBefore(store.now())
                || put.expiresAt().isAfter(store.now().plus(LONGEST))) {
            throw Problem.invalid("expiresAt", "must be in the future, at most " + LONGEST.toDays() + " days ahead");
        }
        put.scopes().stream().filter(scope -> !actor.may(scope)).findFirst().ifPresent(scope -> {
            throw Problem.of(Code.MISSING_SCOPE, "You do not have the scope " + scope.text() + " yourself.")
                    .with("scope", scope.text());
        });
    }

    private final class TokenResource implements Mutations.Resource<Token> {
        private final String name;
        private final String secret;

        TokenResource(String name, String secret) {
            this.name = name;
            this.secret = secret;
        }

        @Override
        public String path() {
            return "tokens/" + name;
        }

        @Override
        public Revision.Touched touched() {
            return new Revision.Touched("token", name);
        }

        @Override
        public Optional<Versioned<Token>> find() {
            return tokens.find(name);
        }

        @Override
        public void insert(Token token, Revision revision) {
            tokens.insert(token, secret, revision);
        }

        @Override
        public void replace(Token token, Versioned<Token> before, Revision revision) {
            tokens.replace(token, revision);
        }

        @Override
        public void delete(Versioned<Token> before, Revision revision) {
            tokens.delete(name);
        }
    }
}
