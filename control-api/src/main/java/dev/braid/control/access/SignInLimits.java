package dev.braid.control.access;

import dev.braid.control.store.Store;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Slows guessing: after some failures each further one doubles the wait, per account and per address. An account's wait ends
 * at a minute, so that a stranger cannot keep its owner out.
 */
@Component
class SignInLimits {
    private static final Duration FORGET = Duration.ofHours(1);

    /** @param free failures without a wait */
    private record Limit(String subject, int free, int mostSeconds) {}

    private record Failures(int failures, long lastAt) {}

    private final Store store;

    SignInLimits(Store store) {
        this.store = store;
    }

    void check(String account, String address) {
        for (Limit limit : limits(account, address)) {
            store.jdbc()
                    .sql("SELECT failures, last_at FROM login_failures WHERE subject = :subject")
                    .param("subject", limit.subject())
                    .query(Failures.class)
                    .optional()
                    .ifPresent(failures -> check(limit, failures));
        }
    }

    void failed(String account, String address) {
        Instant now = store.now();
        store.write(() -> {
            store.jdbc()
                    .sql("DELETE FROM login_failures WHERE last_at < :forgotten")
                    .param("forgotten", now.minus(FORGET).toEpochMilli())
                    .update();
            for (Limit limit : limits(account, address)) {
                store.jdbc()
                        .sql("INSERT INTO login_failures (subject, failures, last_at) VALUES (:subject, 1, :now)"
                                + " ON CONFLICT (subject) DO UPDATE"
                                + " SET failures = login_failures.failures + 1, last_at = excluded.last_at")
                        .param("subject", limit.subject())
                        .param("now", now.toEpochMilli())
                        .update();
            }
            return null;
        });
    }

    /** The address is not forgiven: it may own one account and guess at others. */
    void succeeded(String account) {
        store.jdbc()
                .sql("DELETE FROM login_failures WHERE subject = :subject")
                .param("subject", "account:" + account)
                .update();
    }

    private void check(Limit limit, Failures failures) {
        int over = failures.failures() - limit.free();
        if (over < 0) {
            return;
        }
        long waitSeconds = Math.min(limit.mostSeconds(), 1L << Math.min(over, 20));
        Instant until = Instant.ofEpochMilli(failures.lastAt()).plusSeconds(waitSeconds);
        Duration left = Duration.between(store.now(), until);
        if (left.isPositive()) {
            throw Problem.of(Code.SLOW_DOWN, "Too many failed sign-ins. Wait before the next one.")
                    .retryAfter(left.toSeconds() + 1);
        }
    }

    private static List<Limit> limits(String account, String address) {
        return List.of(new Limit("account:" + account, 5, 60), new Limit("address:" + address, 20, 300));
    }
}
