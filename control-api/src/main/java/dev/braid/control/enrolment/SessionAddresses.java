package dev.braid.control.enrolment;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where nodes find us, for join keys: what the configuration says; else where the person who asks has found us; else this machine's
 * addresses.
 */
@Component
class SessionAddresses {
    private final List<String> configured;
    private final int port;

    SessionAddresses(
            @Value("${braid.sessions.addresses:}") List<String> configured,
            @Value("${braid.sessions.port:8444}") int port) {
        this.configured = configured.stream().filter(a -> !a.isBlank()).toList();
        this.port = port;
    }

    List<String> forKeys(HttpServletRequest request) {
        if (!configured.isEmpty()) {
            return configured.stream().map(this::withPort).toList();
        }
        String host = request.getServerName();
        boolean isHere =
                host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
        return isHere ? own() : List.of(withPort(host));
    }

    private List<String> own() {
        try {
            List<String> found = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                    .map(SessionAddresses::text)
                    .map(this::withPort)
                    .sorted()
                    .toList();
            return found.isEmpty() ? List.of(withPort("127.0.0.1")) : found;
        } catch (SocketException e) {
            return List.of(withPort("127.0.0.1"));
        }
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address
                ? "[" + address.getHostAddress().replaceAll("%.*", "") + "]"
                : address.getHostAddress();
    }

    private String withPort(String host) {
        boolean hasPort = host.matches(".*\\]:[0-9]+") || host.matches("[^:]+:[0-9]+");
        return hasPort ? host : (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
