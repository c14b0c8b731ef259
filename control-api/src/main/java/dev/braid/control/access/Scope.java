package dev.braid.control.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a handler needs and a token may carry; in JSON {@code nodes:write}. */
public enum Scope {
    NODES_READ("See nodes, uplinks, tunnels, and what they report"),
    NODES_WRITE("Change nodes and uplinks"),
    METRICS_READ("See metrics, live and past"),
    EVENTS_READ("See events"),
    CERTIFICATES_READ("See certificates"),
    CERTIFICATES_WRITE("Revoke certificates, rotate the authority"),
    ENROLMENT_READ("See enrolment keys"),
    ENROLMENT_WRITE("Make and revoke enrolment keys"),
    DIAGNOSTICS_READ("See results of diagnostics"),
    DIAGNOSTICS_RUN("Run diagnostics on nodes"),
    TOKENS_READ("See API tokens: one's own, an administrator everybody's"),
    TOKENS_WRITE("Make and delete API tokens"),
    USERS_READ("See users"),
    USERS_WRITE("Change users"),
    AUDIT_READ("See the audit log"),
    SUPPORT_READ("Fetch a support bundle"),
    BACKUP_READ("Fetch a backup"),
    BACKUP_RESTORE("Replace everything by a backup");

    private final String description;

    Scope(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }
}
