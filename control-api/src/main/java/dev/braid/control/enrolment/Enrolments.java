package dev.braid.control.enrolment;

import dev.braid.control.access.Actor;
import dev.braid.control.access.Audit;
import dev.braid.control.access.Secrets;
import dev.braid.control.event.Event;
import dev.braid.control.event.Events;
import dev.braid.control.event.NewEvent;
import dev.braid.control.identity.Certificates;
import dev.braid.control.identity.TrustDocument;
import dev.braid.control.node.Kind;
import dev.braid.control.node.Nodes;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.control.web.Names;
import dev.braid.node.contract.SessionMessage.Enrol;
import dev.braid.node.contract.SessionMessage.RefusalCode;
import dev.braid.node.contract.SessionMessage.Renew;
import dev.braid.node.contract.SessionMessage.Trust;
import dev.braid.node.contract.SessionMessage.Welcome;
import dev.braid.node.identity.CertificateRequest;
import dev.braid.node.identity.PeerId;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets machines in, and keeps those in that are. */
@Component
public class Enrolments {
    /** A certificate is an hour old when it is new; more than that nobody's clock is off by chance. */
    private static final Duration CLOCK_OFF_MAX = Duration.ofMinutes(5);

    private final Store store;
    private final EnrolmentKeys keys;
    private final Certificates certificates;
    private final TrustDocument trust;
    private final Nodes nodes;
    private final Audit audit;
    private final Events events;

    Enrolments(
            Store store,
            EnrolmentKeys keys,
            Certificates certificates,
            TrustDocument trust,
            Nodes nodes,
            Audit audit,
            Events events) {
        this.store = store;
        this.keys = keys;
        this.certificates = certificates;
        this.trust = trust;
        this.nodes = nodes;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Makes a machine a node.
     *
     * @param address where it asks from, for people
     * @throws Refused with the reason, which is kept beside the key
     */
    public Welcome join(Enrol enrol, String address) {
        EnrolmentKeys.Stored key = authenticated(enrol);
        try {
            check(key, enrol);
            PublicKey holder = holder(enrol.request());
            PeerId id = store.change(revision -> admit(key, enrol, holder, address, revision));
            String chain = store.change(revision -> certificates.issue(id, holder, revision));
            return new Welcome(id.name(), id.kind().label(), chain, trust.now());
        } catch (Refused refused) {
            keys.refused(key.name(), refused.code().word(), refused.detail(), address);
            throw refused;
        }
    }

    /** The next certificate of a node that has one which counts. */
    public Welcome renew(PeerId node, Renew renew) {
        Versions.check(renew.version());
        PublicKey holder = holder(renew.request());
        String chain = store.change(revision -> certificates.issue(node, holder, revision));
        return new Welcome(node.name(), node.kind().label(), chain, trust.now());
    }

    public Trust trust() {
        return trust.now();
    }

    /** Unknown and wrong look the same from outside, and take the same time. */
    private EnrolmentKeys.Stored authenticated(Enrol enrol) {
        String shown = Secrets.hash(enrol.secret());
        Optional<EnrolmentKeys.Stored> found = keys.findById(enrol.keyId());
        if (!Secrets.same(shown, found.map(EnrolmentKeys.Stored::secretHash).orElse("")) || found.isEmpty()) {
            throw new Refused(
                    RefusalCode.KEY_UNKNOWN,
                    "This control plane has not made this key, or has forgotten it. Make a new one.");
        }
        return found.get();
    }

    private void check(EnrolmentKeys.Stored key, Enrol enrol) {
        Duration off = Duration.between(store.now(), enrol.now());
        if (off.abs().compareTo(CLOCK_OFF_MAX) > 0) {
            throw new Refused(
                    RefusalCode.CLOCK_WRONG,
                    "The machine's clock says " + enrol.now() + ", and it is " + store.now()
                            + ". Set it, best by NTP, and join again; the key is still good.");
        }
        Versions.check(enrol.version());
        if (key.revokedAt() != null) {
            throw new Refused(RefusalCode.KEY_REVOKED, "The key '" + key.name() + "' was revoked. Make a new one.");
        }
        if (!store.now().isBefore(key.key().value().expiresAt())) {
            throw new Refused(
                    RefusalCode.KEY_EXPIRED,
                    "The key '" + key.name() + "' was good until "
                            + key.key().value().expiresAt() + ". Make a new one.");
        }
    }

    /** In one change, so that two machines with one key come one after the other. */
    private PeerId admit(EnrolmentKeys.Stored key, Enrol enrol, PublicKey holder, String address, Revision revision) {
        EnrolmentKey wanted = key.key().value();
        PeerId.Kind kind = wanted.kind() == Kind.HUB ? PeerId.Kind.HUB : PeerId.Kind.EDGE;
        String keyHash = Certificates.keyHash(holder);
        Optional<String> again = keys.nodeOf(key.name(), keyHash);
        if (again.isPresent()) {
            revision.undo();
            return new PeerId(kind, again.get());
        }
        if (keys.uses(key.name()).size() >= wanted.uses()) {
            throw new Refused(
                    RefusalCode.KEY_USED,
                    "The key '" + key.name() + "' has been used " + wanted.uses()
                            + (wanted.uses() == 1 ? " time" : " times")
                            + ", which was all it was for. Make a new one.");
        }
        String name = name(wanted, enrol.name());
        free(name, wanted);
        Actor machine = Actor.node(name, address, "");
        if (wanted.nodeName() != null) {
            certificates.revokeAll(name, "the node has joined anew", revision);
        }
        nodes.ensure(name, wanted.kind(), revision);
        keys.used(key.name(), keyHash, name, revision);
        audit.record(machine, "join", "nodes/" + name, null, Map.of("key", key.name(), "version", enrol.version()));
        revision.touch("enrolment-key", key.name());
        events.publish(
                List.of(NewEvent.ofNode(
                        Event.Severity.INFO,
                        "node-joined",
                        name,
                        kind.label() + " " + name + " has joined with the key '" + key.name() + "'.",
                        Map.of("key", key.name(), "address", address))),
                revision);
        return new PeerId(kind, name);
    }

    private static String name(EnrolmentKey key, @Nullable String wish) {
        String name = key.nodeName();
        if (name != null && wish != null && !wish.equals(name)) {
            throw new Refused(RefusalCode.REQUEST_INVALID, "The key is for the node '" + name + "' and no other name.");
        }
        String chosen = name == null ? wish : name;
        if (chosen == null) {
            throw new Refused(
                    RefusalCode.NAME_MISSING, "The key is for no node in particular: choose a name with --name.");
        }
        if (!chosen.matches(Names.PATTERN)) {
            throw new Refused(RefusalCode.REQUEST_INVALID, "The node's name " + Names.MESSAGE + ".");
        }
        return chosen;
    }

    /** A key made for a node lets it join anew; a machine that chose the name itself must not become somebody else. */
    private void free(String name, EnrolmentKey key) {
        Optional<Kind> there = nodes.kindOf(name);
        boolean otherKind = there.isPresent() && there.get() != key.kind();
        if (otherKind || (key.nodeName() == null && certificates.hasValid(name))) {
            throw new Refused(
                    RefusalCode.NAME_TAKEN,
                    "There is "
                            + there.map(k -> k == Kind.EDGE ? "an edge" : "a hub")
                                    .orElse("a node") + " named '" + name
                            + "' already. Choose another name"
                            + (otherKind ? "." : ", or make a key for that node if this machine replaces it."));
        }
    }

    private static PublicKey holder(String request) {
        try {
            return CertificateRequest.read(request);
        } catch (IllegalArgumentException e) {
            throw new Refused(RefusalCode.REQUEST_INVALID, "The request: " + e.getMessage() + ".");
        }
    }
}
