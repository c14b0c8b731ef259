package dev.braid.control.enrolment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.braid.control.access.Mutations;
import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.access.Secrets;
import dev.braid.control.enrolment.EnrolmentKeys.Refusal;
import dev.braid.control.enrolment.EnrolmentKeys.Stored;
import dev.braid.control.identity.Installation;
import dev.braid.control.node.Kind;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Mutates;
import dev.braid.control.web.Names;
import dev.braid.control.web.Page;
import dev.braid.control.web.Preconditions;
import dev.braid.control.web.Problem;
import dev.braid.node.contract.JoinKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

@Tag(name = "enrolment-keys", description = "What lets a machine become a node")
@RestController
@RequestMapping("/api/v1/enrolment-keys")
class EnrolmentKeyController {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int ID_CHARACTERS = 12;

    enum State {
        VALID,
        USED,
        EXPIRED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is put. */
    @Schema(name = "EnrolmentKeyPut")
    record Put(
            @Schema(example = "home", description = "The only name it is good for; without it the machine says one")
            @Nullable
            @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE)
            String nodeName,

            @NotNull Kind kind,

            @Schema(example = "1", description = "How many machines may join with it; 1 if it is for one node")
            @Min(1)
            @Max(1_000)
            int uses,

            @Schema(example = "2026-12-01T00:00:00Z", description = "At most a year ahead") @NotNull
            Instant expiresAt) {}

    /** Who came with it, and how far. */
    @Schema(name = "EnrolmentUse")
    record Used(String node, Instant at, Stage stage) {}

    @Schema(name = "EnrolmentRefusal")
    record Sent(
            Instant at,
            @Schema(example = "clock_wrong") String code,
            String detail,
            @Schema(example = "192.0.2.7") String address) {}

    /** What is answered; {@code key} and {@code command} only when the key was made. */
    @Schema(name = "EnrolmentKey")
    record View(
            @Schema(example = "van") String name,
            @Nullable String nodeName,
            Kind kind,
            int uses,
            Instant expiresAt,
            State state,
            List<Used> usedBy,
            List<Sent> refusals,
            Instant createdAt,
            long revision,

            @Schema(description = "Shown once, by the answer that makes it")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String key,

            @Schema(
                    description = "What to type on the machine, shown once",
                    example = "braid-node join braid-join_eyJh")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String command) {
        @Override
        public String toString() {
            return "EnrolmentKey[" + name + "]";
        }
    }

    private final EnrolmentKeys keys;
    private final Stages stages;
    private final Mutations mutations;
    private final Installation installation;
    private final SessionAddresses addresses;
    private final Store store;

    EnrolmentKeyController(
            EnrolmentKeys keys,
            Stages stages,
            Mutations mutations,
            Installation installation,
            SessionAddresses addresses,
            Store store) {
        this.keys = keys;
        this.stages = stages;
        this.mutations = mutations;
        this.installation = installation;
        this.addresses = addresses;
        this.store = store;
    }

    @Operation(operationId = "listEnrolmentKeys", summary = "List enrolment keys, without their secrets")
    @GetMapping
    @Needs(Scope.ENROLMENT_READ)
    Page<View> list(
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<View> read = keys.list(Page.after(cursor), limit + 1).stream()
                .map(stored -> view(stored.name(), stored.key(), null))
                .toList();
        return Page.of(read, limit, View::name);
    }

    @Operation(operationId = "getEnrolmentKey", summary = "One enrolment key, who came with it and who was refused")
    @GetMapping("/{name}")
    @Needs(Scope.ENROLMENT_READ)
    ResponseEntity<View> get(@PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String name) {
        Stored stored = keys.find(name).orElseThrow(() -> Problem.notFound("enrolment key", name));
        return ResponseEntity.ok()
                .eTag(Preconditions.etag(stored.key().version()))
                .body(view(name, stored.key(), null));
    }

    @Operation(operationId = "putEnrolmentKey", summary = "Make an enrolment key, or replace what it is good for")
    @Mutates(View.class)
    @PutMapping("/{name}")
    @Needs(Scope.ENROLMENT_WRITE)
    ResponseEntity<Object> put(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String name,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @Valid @RequestBody Put put,
            HttpServletRequest request) {
        if (put.expiresAt().isBefore(store.now())
                || put.expiresAt().isAfter(store.now().plus(LONGEST))) {
            throw Problem.invalid("expiresAt", "must be in the future, at most " + LONGEST.toDays() + " days ahead");
        }
        if (put.nodeName() != null && put.uses() != 1) {
            throw Problem.invalid("uses", "must be 1, since the key is for one node");
        }
        boolean isNew = keys.find(name).isEmpty();
        JoinKey secret = new JoinKey(
                addresses.forKeys(request),
                installation.fingerprint(),
                Secrets.make().substring(0, ID_CHARACTERS),
                Secrets.make());
        return mutations.put(
                new KeyResource(name, secret),
                new EnrolmentKey(put.nodeName(), put.kind(), put.uses(), put.expiresAt()),
                Preconditions.of(request),
                dryRun,
                stored -> view(name, stored, isNew ? secret.text() : null));
    }

    @Operation(operationId = "deleteEnrolmentKey", summary = "Revoke an enrolment key; nodes that came with it stay")
    @Mutates(Void.class)
    @DeleteMapping("/{name}")
    @Needs(Scope.ENROLMENT_WRITE)
    ResponseEntity<Object> delete(
            @PathVariable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String name,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return mutations.delete(
                new KeyResource(name, new JoinKey(List.of(), "", "", "")), Preconditions.of(request), dryRun);
    }

    private View view(String name, Versioned<EnrolmentKey> stored, @Nullable String text) {
        EnrolmentKey key = stored.value();
        List<Used> usedBy = keys.uses(name).stream()
                .map(use -> new Used(use.node(), use.at(), stages.of(use.node())))
                .toList();
        return new View(
                name,
                key.nodeName(),
                key.kind(),
                key.uses(),
                key.expiresAt(),
                usedBy.size() >= key.uses()
                        ? State.USED
                        : store.now().isBefore(key.expiresAt()) ? State.VALID : State.EXPIRED,
                usedBy,
                keys.refusals(name).stream().map(EnrolmentKeyController::sent).toList(),
                stored.createdAt(),
                stored.version(),
                text,
                text == null ? null : "braid-node join " + text);
    }

    private static Sent sent(Refusal refusal) {
        return new Sent(refusal.at(), refusal.code(), refusal.detail(), refusal.address());
    }

    private final class KeyResource implements Mutations.Resource<EnrolmentKey> {
        private final String name;
        private final JoinKey secret;

        KeyResource(String name, JoinKey secret) {
            this.name = name;
            this.secret = secret;
        }

        @Override
        public String path() {
            return "enrolment-keys/" + name;
        }

        @Override
        public Revision.Touched touched() {
            return new Revision.Touched("enrolment-key", name);
        }

        @Override
        public Optional<Versioned<EnrolmentKey>> find() {
            return keys.find(name).map(Stored::key);
        }

        @Override
        public void insert(EnrolmentKey key, Revision revision) {
            keys.insert(name, secret.keyId(), Secrets.hash(secret.secret()), key, revision);
        }

        @Override
        public void replace(EnrolmentKey key, Versioned<EnrolmentKey> before, Revision revision) {
            keys.replace(name, key, revision);
        }

        @Override
        public void delete(Versioned<EnrolmentKey> before, Revision revision) {
            keys.revoke(name, revision);
        }
    }
}
