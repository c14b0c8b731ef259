package dev.braid.control.access;

import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2id as OWASP asks for (16 MB, 2 passes), at most two at a time. */
@Component
class Passwords {
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final Argon2PasswordEncoder encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Semaphore slots = new Semaphore(AT_ONCE, true);
    private volatile @Nullable String nobodys;

    String hash(String password) {
        return bounded(() -> {
            String hash = encoder.encode(password);
            return hash == null ? "" : hash;
        });
    }

    /** Takes as long for a user that does not exist ({@code hash} null) as for one that does. */
    boolean matches(String password, @Nullable String hash) {
        String against = hash == null ? nobodysHash() : hash;
        return bounded(() -> encoder.matches(password, against)) && hash != null;
    }

    private String nobodysHash() {
        String made = nobodys;
        if (made == null) {
            made = hash(Secrets.make());
            nobodys = made;
        }
        return made;
    }

    private <T> T bounded(Supplier<T> work) {
        try {
            if (!slots.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Problem.of(Code.SLOW_DOWN, "Too many sign-ins at once.").retryAfter(PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(Code.SLOW_DOWN, "The control plane is stopping.").retryAfter(PATIENCE_SECONDS);
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }
}
