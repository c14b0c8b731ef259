package dev.braid.control.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a user may do; each role includes the one before. */
public enum Role {
    VIEWER,
    OPERATOR,
    ADMINISTRATOR;

    private static final Set<Scope> VIEWING = EnumSet.of(
            Scope.NODES_READ,
            Scope.METRICS_READ,
            Scope.EVENTS_READ,
            Scope.CERTIFICATES_READ,
            Scope.DIAGNOSTICS_READ,
            Scope.TOKENS_READ,
            Scope.TOKENS_WRITE);

    private static final Set<Scope> ADMINISTERING =
            EnumSet.of(Scope.USERS_READ, Scope.USERS_WRITE, Scope.BACKUP_READ, Scope.BACKUP_RESTORE);

    public Set<Scope> scopes() {
        return switch (this) {
            case VIEWER -> EnumSet.copyOf(VIEWING);
            case OPERATOR -> EnumSet.complementOf(EnumSet.copyOf(ADMINISTERING));
            case ADMINISTRATOR -> EnumSet.allOf(Scope.class);
        };
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role ofText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
