package dev.braid.control.access;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.control.web.Problem;
import org.springframework.context.ApplicationContext;

/** What the API's contract asks of the room's inside. */
public final class SignInChecks {
    private SignInChecks() {}

    /** Guesses that all come before the first has its answer. */
    public static void attemptsUnderWayCount(ApplicationContext context) {
        SignInLimits limits = context.getBean(SignInLimits.class);
        for (int i = 0; i < 5; i++) {
            limits.begin("under-way", "192.0.2.9");
        }
        assertThatThrownBy(() -> limits.begin("under-way", "192.0.2.9"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Too many failed sign-ins");
    }

    public static void whoGetsInIsNeverSlowed(ApplicationContext context) {
        SignInLimits limits = context.getBean(SignInLimits.class);
        for (int i = 0; i < 30; i++) {
            limits.succeeded(limits.begin("knows-it", "192.0.2.10"));
        }
    }
}
