package dev.braid.control.store;

import java.time.Instant;

/**
 * A stored document.
 *
 * @param version the revision of the change that last wrote it, so a deleted and re-made one never has an old version
 */
public record Versioned<T>(T value, long version, Instant createdAt, Instant updatedAt) {}
