package dev.braid.control.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As stored, without its secret. */
record Token(
        String name,
        String user,
        Set<Scope> scopes,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
