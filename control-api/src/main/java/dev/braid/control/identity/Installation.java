package dev.braid.control.identity;

import dev.braid.control.access.Audit;
import dev.braid.control.identity.Signer.Role;
import dev.braid.control.identity.Signer.State;
import dev.braid.control.store.Leadership;
import dev.braid.control.store.Outbox;
import dev.braid.control.store.Restored;
import dev.braid.control.store.Revision;
import dev.braid.control.store.Store;
import dev.braid.node.identity.Authority;
import dev.braid.node.identity.PinnedTrust;
import jakarta.annotation.PostConstruct;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The installation's own authority: made at the first start, its issuing key replaced before it runs out. */
@Component
public class Installation {
    /** In the outbox, for whatever changes what nodes are to believe. */
    public static final String TOPIC = "trust";

    private static final Duration ISSUING_VALIDITY = Duration.ofDays(365);
    private static final Duration ROTATE_BEFORE = Duration.ofDays(120);

    private final Store store;
    private final Signers signers;
    private final KeyFile keys;
    private final Audit audit;
    private final Leadership leadership;
    private final Clock clock;
    private volatile @Nullable List<Signer> known;

    Installation(
            Store store,
            Signers signers,
            KeyFile keys,
            Audit audit,
            Leadership leadership,
            Outbox outbox,
            Clock clock) {
        this.store = store;
        this.signers = signers;
        this.keys = keys;
        this.audit = audit;
        this.leadership = leadership;
        this.clock = clock;
        outbox.subscribe(change -> {
            if (change.topic().equals(TOPIC)) {
                known = null;
            }
        });
    }

    /** Two instances that start on one empty store come one after the other here. */
    @PostConstruct
    void open() {
        store.change(revision -> {
            boolean isNew = signers.count() == 0;
            keys.open(isNew);
            if (isNew) {
                Authority root = Authority.createRoot("Braid " + label(revision), clock);
                signers.insert(new Signer("root", Role.ROOT, State.ACTIVE, root), revision);
                addIssuing(root, revision);
            } else {
                revision.undo();
            }
            return null;
        });
        signers.list();
    }

    /** All keys are others now. */
    @EventListener
    void restored(Restored restored) {
        known = null;
    }

    /** What opens the authorities' keys in the store, wherever it lies; a backup without it is worth nothing. */
    public String keyFile() {
        return keys.text();
    }

    /**
     * Within a restore: the authorities that it has brought are sealed by the key file of this machine, which stays.
     *
     * @param keyFile the one they were sealed with
     * @throws GeneralSecurityException when it is another
     */
    public void adopt(String keyFile) throws GeneralSecurityException {
        signers.reseal(keyFile);
    }

    public X509Certificate root() {
        return signer(Role.ROOT).authority().certificate();
    }

    /** SHA-256 of the root, as join keys carry it. */
    public String fingerprint() {
        return PinnedTrust.fingerprint(root());
    }

    /** Who signs for nodes now. */
    Signer issuing() {
        return signer(Role.ISSUING);
    }

    /** Root first. */
    List<Signer> all() {
        List<Signer> now = known;
        if (now == null) {
            now = signers.list();
            known = now;
        }
        return now;
    }

    /** A new issuing key from now on; what the old one has issued goes on. */
    public void rotate() {
        store.change(revision -> {
            String before = issuing().name();
            signers.retireIssuing();
            String now = addIssuing(signer(Role.ROOT).authority(), revision);
            changed(revision);
            audit.record("rotate", "certificate-authority", Map.of("issuing", before), Map.of("issuing", now));
            return null;
        });
        known = null;
    }

    @Scheduled(fixedDelay = 6, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void rotateWhenDue() {
        Instant end = issuing().authority().certificate().getNotAfter().toInstant();
        if (clock.instant().isAfter(end.minus(ROTATE_BEFORE)) && leadership.isHeld()) {
            rotate();
        }
    }

    /** Within a change: what nodes are to believe is another from now on. */
    public void changed(Revision revision) {
        store.next(TOPIC, 1);
        revision.touch(TOPIC, "list");
    }

    private Signer signer(Role role) {
        return all().stream()
                .filter(s -> s.role() == role && s.state() == State.ACTIVE)
                .findFirst()
                .orElseThrow();
    }

    /** The name is in every certificate, and revocation lists go by it. */
    private String addIssuing(Authority root, Revision revision) {
        String name = "issuing-" + revision.number();
        Authority issuing = root.createIssuing("Braid " + name + " " + label(revision), ISSUING_VALIDITY);
        signers.insert(new Signer(name, Role.ISSUING, State.ACTIVE, issuing), revision);
        return name;
    }

    private static String label(Revision revision) {
        return Long.toString(revision.at().getEpochSecond(), Character.MAX_RADIX);
    }
}
