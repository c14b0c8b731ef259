package dev.braid.control;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the control plane; it binds loopback unless {@code server.address} says otherwise. No bean is behind a proxy: transactions are begun by
 * the store, and each bean would be asked at each start whether it wants one.
 */
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude = {
            UserDetailsServiceAutoConfiguration.class,
            AopAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@EnableScheduling
public class ControlMain {
    public static void main(String[] arguments) {
        SpringApplication.run(ControlMain.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
