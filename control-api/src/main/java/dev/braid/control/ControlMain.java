package dev.braid.control;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the control plane; it binds loopback unless {@code server.address} says otherwise. */
@SpringBootApplication(proxyBeanMethods = false)
public class ControlMain {
    public static void main(String[] arguments) {
        SpringApplication.run(ControlMain.class, arguments);
    }
}
