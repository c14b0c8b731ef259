package dev.braid.control.telemetry;

import dev.braid.control.web.StoreFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Something that is written again and again, for as long as the store does not take it; the log hears of it now and then. */
final class Retried {
    private static final Logger log = LoggerFactory.getLogger(Retried.class);
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final String what;
    private final Clock clock;
    private @Nullable Instant failingSince;
    private Instant saidAt = Instant.MIN;
    private boolean said;

    Retried(String what, Clock clock) {
        this.what = what;
        this.clock = clock;
    }

    /** Since the last attempt. */
    boolean isFailing() {
        return failingSince != null;
    }

    void attempt(Runnable write) {
        try {
            write.run();
        } catch (DataAccessException | TransactionException e) {
            if (!StoreFailure.passes(e)) {
                throw e;
            }
            failed(e);
            return;
        }
        if (said) {
            log.info("The store takes {} again, refused since={}", what, failingSince);
        }
        failingSince = null;
        said = false;
    }

    private void failed(RuntimeException failure) {
        Instant now = clock.instant();
        if (failingSince == null) {
            failingSince = now;
        }
        if (now.isAfter(saidAt.plus(QUIET)) || now.isBefore(saidAt)) {
            log.warn(
                    "The store does not take {}, trying again since={} reason={}",
                    what,
                    failingSince,
                    NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
            saidAt = now;
            said = true;
        }
    }
}
