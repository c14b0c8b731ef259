package dev.braid.control.access;

import dev.braid.control.store.Store;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Slows guessing: after some failures each further one doubles the wait, per account and per address. An account's wait ends
 * at a minute, so that a stranger cannot keep its owner out.
 */
@Component
class SignInLimits {
    private static final Duration FORGET = Duration.ofHours(1);
    private static final String ACCOUNT = "account:";
    private static final String ADDRESS = "address:";

    /** @param free failures without a wait */
    private record Limit(String subject, int free, int mostSeconds) {}

    private record Failures(int failures, long lastAt) {}

    /** @param addressBefore when its address had failed last before this */
    record Attempt(String account, String address, long at, long addressBefore) {}

    private final Store store;

    SignInLimits(Store store) {
        this.store = store;
    }

    /**
     * Counts an attempt as failed before it is made, so that a hundred at once are a hundred, and refuses it where a wait is not over.
     * {@link #succeeded} takes the count back.
     */
    Attempt begin(String account, String address) {
        long now = store.now().toEpochMilli();
        return store.write(() -> {
            store.jdbc()
                    .sql("DELETE FROM login_failures WHERE last_at < :forgotten")
                    .param("forgotten", now - FORGET.toMillis())
                    .update();
            count(new Limit(ACCOUNT + account, 5, 60), now);
            Failures ofAddress = count(new Limit(ADDRESS + address, 20, 300), now);
            return new Attempt(account, address, now, ofAddress.lastAt());
        });
    }

    /** The address is forgiven this attempt only: it may own one account and guess at others. */
    void succeeded(Attempt attempt) {
        store.write(() -> {
            store.jdbc()
                    .sql("DELETE FROM login_failures WHERE subject = :subject")
                    .param("subject", ACCOUNT + attempt.account())
                    .update();
            return store.jdbc()
                    .sql(
                            "UPDATE login_failures SET failures = failures - 1,"
                                    + " last_at = CASE WHEN last_at = :at THEN :before ELSE last_at END WHERE subject = :subject")
                    .param("at", attempt.at())
                    .param("before", attempt.addressBefore())
                    .param("subject", ADDRESS + attempt.address())
                    .update();
        });
    }

    /** @return what had failed before this */
    private Failures count(Limit limit, long now) {
        // Changes nothing that is there, but nobody else counts it until we are done.
        store.jdbc()
                .sql("INSERT INTO login_failures (subject, failures, last_at) VALUES (:subject, 0, :now)"
                        + " ON CONFLICT (subject) DO UPDATE SET failures = login_failures.failures")
                .param("subject", limit.subject())
                .param("now", now)
                .update();
        Failures before = store.jdbc()
                .sql("SELECT failures, last_at FROM login_failures WHERE subject = :subject")
                .param("subject", limit.subject())
                .query(Failures.class)
                .single();
        check(limit, before);
        store.jdbc()
                .sql("UPDATE login_failures SET failures = failures + 1, last_at = :now WHERE subject = :subject")
                .param("subject", limit.subject())
                .param("now", now)
                .update();
        return before;
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
}
