package dev.braid.control.web;

import dev.braid.control.store.StartException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Refuses to start where passwords and tokens would travel in the clear, unless a person asked for that. */
@Component
final class PlainHttp {
    PlainHttp(Environment environment) {
        String named = environment.getProperty("server.address", "");
        String address = named.isBlank() ? "0.0.0.0" : named; // what the web server makes of no address
        boolean files = environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && (environment.containsProperty("server.ssl.certificate")
                        || environment.containsProperty("server.ssl.bundle")
                        || environment.containsProperty("server.ssl.key-store"));
        boolean tls = files || !environment.getProperty("braid.tls.hosts", "").isEmpty();
        if (!tls && !environment.getProperty("braid.plain-http", Boolean.class, false) && !isLoopback(address)) {
            throw new StartException(
                    "server.address is " + address + ", and there is no TLS: passwords would travel in the"
                            + " clear. Name braid.tls.hosts, under which people reach it, for a certificate of its own"
                            + " authority; or server.ssl.certificate and server.ssl.certificate-private-key (PEM files), or, where a"
                            + " proxy in front speaks TLS, say --braid.plain-http=true");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartException("server.address is '" + address + "', which is no address of this machine", e);
        }
    }
}
