package dev.braid.control;

import dev.braid.control.store.StartException;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the control plane; it binds loopback unless {@code server.address} says otherwise. */
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
@EnableScheduling
public class ControlMain {
    public static void main(String[] arguments) {
        try {
            SpringApplication.run(ControlMain.class, arguments);
        } catch (RuntimeException e) {
            System.exit(explain(e) ? 1 : 70);
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** A start that failed for a reason we know ends with a sentence, not with a trace. */
    private static boolean explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartException known) {
                System.err.println("braid-control: " + known.getMessage());
                return true;
            }
        }
        return false;
    }
}
