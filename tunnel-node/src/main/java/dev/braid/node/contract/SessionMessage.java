package dev.braid.node.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a node and the control plane say to each other on port 8444, as JSON in HTTP bodies. Certificates, requests and lists are PEM.
 *
 * <pre>
 *   POST /session/v1/enrol                     Enrol    -> Welcome       without a client certificate, and nothing else without one
 *   POST /session/v1/report                NodeReport   -> Hints         once a second; says whether there is a reason to ask for more
 *   GET  /session/v1/spec?after=N                       -> Desired, or 204 when it is N that is wanted, or nothing
 *   POST /session/v1/results                   Result   -> 204
 *   POST /session/v1/renew                      Renew   -> Welcome
 *   GET  /session/v1/revocations                        -> Trust
 * </pre>
 *
 * <p>A refusal is a problem detail with a {@link RefusalCode} as its {@code code}.
 */
public sealed interface SessionMessage {
    /** Where everything below lives. */
    String ROOT = "/session/v1";

    /**
     * A new node introduces itself.
     *
     * @param secret the join key's
     * @param name what the node would be called; null leaves it to the key
     * @param request PKCS#10, signed by the key the node has made
     * @param now the node's clock
     */
    record Enrol(
            String keyId,
            String secret,
            @Nullable String name,
            String request,
            String version,
            Instant now,
            List<String> interfaces)
            implements SessionMessage {
        public Enrol {
            keyId = Absent.text(keyId);
            secret = Absent.text(secret);
            request = Absent.text(request);
            version = Absent.text(version);
            now = now == null ? Instant.EPOCH : now;
            interfaces = Absent.list(interfaces);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Enrol[keyId=" + keyId + ", name=" + name + ", version=" + version + "]";
        }
    }

    /**
     * A certificate.
     *
     * @param chain own certificate first
     * @param trust whom to believe
     */
    record Welcome(String name, String kind, String chain, Trust trust) implements SessionMessage {}

    /**
     * Whom to believe.
     *
     * @param authority root certificates
     * @param revocations lists, and the certificates of those who signed them
     * @param listNumber grows with every change of any of it
     */
    record Trust(String authority, String revocations, long listNumber) implements SessionMessage {}

    /**
     * What a node shall be.
     *
     * @param spec as {@link SpecJson} writes it
     * @param trialSeconds how long the revision has to prove itself; 0 means no trial
     * @param byPerson whether a person has to confirm it
     */
    record Desired(long revision, JsonNode spec, int trialSeconds, boolean byPerson) implements SessionMessage {}

    /**
     * Something to do once.
     *
     * @param kind {@code speed-test}, {@code mptcp-support} or {@code flows}
     * @param arguments depend on the kind
     */
    record Command(String id, String kind, @Nullable JsonNode arguments) implements SessionMessage {}

    /**
     * What came of a command.
     *
     * @param error null when it succeeded
     */
    record Result(
            String id, @Nullable JsonNode result, @Nullable String error) implements SessionMessage {}

    /**
     * Answer to a report.
     *
     * @param listNumber of the newest {@link Trust}
     * @param revision that is wanted now; 0 while there is nothing to run
     * @param confirmedRevision by a person; 0 for none
     * @param commands to carry out, each handed out once
     * @param eventsRefused the store could not take the report's events; they are to come again
     */
    record Hints(long listNumber, long revision, long confirmedRevision, List<Command> commands, boolean eventsRefused)
            implements SessionMessage {
        public Hints {
            commands = Absent.list(commands);
        }
    }

    /** A node whose certificate comes to its end asks for the next; the key may be a new one. */
    record Renew(String request, String version) implements SessionMessage {}

    /** Named refusals; on the wire in small letters. */
    enum RefusalCode {
        REQUEST_INVALID,
        CLOCK_WRONG,
        KEY_UNKNOWN,
        KEY_USED,
        KEY_EXPIRED,
        KEY_REVOKED,
        NAME_MISSING,
        NAME_TAKEN,
        VERSION_TOO_OLD,
        CERTIFICATE_REQUIRED,
        CERTIFICATE_REVOKED,
        NODE_UNKNOWN;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
