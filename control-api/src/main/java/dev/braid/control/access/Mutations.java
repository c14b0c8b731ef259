package dev.braid.control.access;

import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Difference;
import dev.braid.control.web.DryRun;
import dev.braid.control.web.Json;
import dev.braid.control.web.Preconditions;
import dev.braid.control.web.Problem;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * How every resource is put and deleted, in one transaction: what is there is read, the conditions are checked against
 * it, the difference is written, the audit log too, and whoever waits is told. A PUT that changes nothing is no change.
 */
@Component
public class Mutations {
    /** One named thing in the store. Called inside the transaction only. */
    public interface Resource<T> {
        /** Under /api/v1, {@code nodes/home}. */
        String path();

        /** The kind of thing and its name, as the outbox tells it. */
        Revision.Touched touched();

        Optional<Versioned<T>> find();

        void insert(T value, Revision revision);

        void replace(T value, Versioned<T> before, Revision revision);

        void delete(Versioned<T> before, Revision revision);

        /** Whether this writes something that the value does not show, such as a password. */
        default boolean changesUnseen() {
            return false;
        }

        /** Whether nodes shall keep this change only when a person confirms it. */
        default boolean needsPerson() {
            return false;
        }

        /** Whether a node could lose its way to us by this. */
        default boolean couldCutAccess(@Nullable T before, @Nullable T after) {
            return false;
        }
    }

    private record Outcome<T>(
            @Nullable Versioned<T> now,
            boolean created,
            @Nullable DryRun dryRun) {}

    private final Store store;
    private final Audit audit;
    private final Json json;

    Mutations(Store store, Audit audit, Json json) {
        this.store = store;
        this.audit = audit;
        this.json = json;
    }

    /** @param view what the client is shown of the stored resource */
    public <T> ResponseEntity<Object> put(
            Resource<T> resource, T value, Preconditions conditions, boolean dryRun, Function<Versioned<T>, ?> view) {
        Outcome<T> outcome = store.change(revision -> putting(resource, value, conditions, dryRun, revision));
        Versioned<T> now = outcome.now();
        return now == null
                ? ResponseEntity.ok().body(outcome.dryRun())
                : ResponseEntity.status(outcome.created() ? HttpStatus.CREATED : HttpStatus.OK)
                        .eTag(Preconditions.etag(now.version()))
                        .body(view.apply(now));
    }

    /**
     * As a part of the caller's change.
     *
     * @return what it would change; empty unless it is a dry run
     */
    public <T> Optional<DryRun> put(
            Resource<T> resource, T value, Preconditions conditions, boolean dryRun, Revision revision) {
        return Optional.ofNullable(
                putting(resource, value, conditions, dryRun, revision).dryRun());
    }

    private <T> Outcome<T> putting(
            Resource<T> resource, T value, Preconditions conditions, boolean dryRun, Revision revision) {
        Versioned<T> before = resource.find().orElse(null);
        conditions.check(before == null ? null : before.version());
        boolean same =
                before != null && !resource.changesUnseen() && before.value().equals(value);
        if (resource.needsPerson()) {
            revision.needPerson();
        }
        if (!same) {
            write(resource, before, value, revision);
        }
        if (dryRun || same) {
            revision.undo();
        }
        return dryRun
                ? new Outcome<>(null, false, dryRun(resource, before, value))
                : new Outcome<>(resource.find().orElseThrow(), before == null, null);
    }

    public <T> ResponseEntity<Object> delete(Resource<T> resource, Preconditions conditions, boolean dryRun) {
        return store.change(revision -> delete(resource, conditions, dryRun, revision))
                .<ResponseEntity<Object>>map(told -> ResponseEntity.ok().body(told))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /**
     * As a part of the caller's change.
     *
     * @return what it would change; empty unless it is a dry run
     */
    public <T> Optional<DryRun> delete(
            Resource<T> resource, Preconditions conditions, boolean dryRun, Revision revision) {
        Versioned<T> before = resource.find().orElseThrow(() -> Problem.notFound("resource", resource.path()));
        conditions.check(before.version());
        if (resource.needsPerson()) {
            revision.needPerson();
        }
        resource.delete(before, revision);
        audit.record("delete", resource.path(), before.value(), null);
        revision.touch(resource.touched().topic(), resource.touched().name());
        if (!dryRun) {
            return Optional.empty();
        }
        revision.undo();
        return Optional.of(dryRun(resource, before, null));
    }

    private <T> void write(Resource<T> resource, @Nullable Versioned<T> before, T value, Revision revision) {
        if (before == null) {
            resource.insert(value, revision);
            audit.record("create", resource.path(), null, value);
        } else {
            resource.replace(value, before, revision);
            audit.record("replace", resource.path(), before.value(), value);
        }
        revision.touch(resource.touched().topic(), resource.touched().name());
    }

    private <T> DryRun dryRun(Resource<T> resource, @Nullable Versioned<T> before, @Nullable T after) {
        T old = before == null ? null : before.value();
        JsonNode was = old == null ? json.nothing() : json.tree(old);
        JsonNode becomes = after == null ? json.nothing() : json.tree(after);
        return new DryRun(
                DryRun.Change.of(before != null, after != null, was.equals(becomes)),
                Difference.between(was, becomes),
                resource.couldCutAccess(old, after));
    }
}
