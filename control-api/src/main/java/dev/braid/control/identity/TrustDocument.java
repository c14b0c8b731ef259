package dev.braid.control.identity;

import dev.braid.control.store.Leadership;
import dev.braid.control.store.Outbox;
import dev.braid.control.store.Store;
import dev.braid.node.contract.SessionMessage.Trust;
import dev.braid.node.identity.Pem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Whom nodes are to believe, as they get it. From memory: its number goes out with every report. */
@Component
public class TrustDocument {
    private final Store store;
    private final Installation installation;
    private final Certificates certificates;
    private final Leadership leadership;
    private final Clock clock;
    private volatile @Nullable Trust known;

    TrustDocument(
            Store store,
            Installation installation,
            Certificates certificates,
            Leadership leadership,
            Outbox outbox,
            Clock clock) {
        this.store = store;
        this.installation = installation;
        this.certificates = certificates;
        this.leadership = leadership;
        this.clock = clock;
        outbox.subscribe(change -> {
            if (change.topic().equals(Installation.TOPIC)) {
                known = null;
            }
        });
    }

    public Trust now() {
        Trust now = known;
        if (now == null) {
            now = sign();
            known = now;
        }
        return now;
    }

    /** Lists are promised for 30 days; new ones every week leave nodes three weeks without us. */
    @Scheduled(fixedDelay = 7, initialDelay = 7, timeUnit = TimeUnit.DAYS)
    void refresh() {
        if (leadership.isHeld()) {
            store.change(revision -> {
                installation.changed(revision);
                return null;
            });
        }
    }

    /** The number is read first: what changes meanwhile comes with the next one. */
    private Trust sign() {
        long number = store.jdbc()
                .sql("SELECT value FROM counters WHERE name = :name")
                .param("name", Installation.TOPIC)
                .query(Long.class)
                .single();
        Instant now = clock.instant();
        StringBuilder lists = new StringBuilder();
        for (Signer signer : installation.all()) {
            if (now.isBefore(signer.authority().certificate().getNotAfter().toInstant())) {
                if (signer.role() == Signer.Role.ISSUING) {
                    lists.append(Signers.pem(signer.authority().certificate()));
                }
                lists.append(pem(signer.authority().list(certificates.revokedBy(signer.name()), number)));
            }
        }
        return new Trust(Signers.pem(installation.root()), lists.toString(), number);
    }

    private static String pem(X509CRL list) {
        try {
            return new String(Pem.encode(list), StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a list has its encoding", e);
        }
    }
}
