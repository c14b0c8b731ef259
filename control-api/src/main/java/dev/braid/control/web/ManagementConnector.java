package dev.braid.control.web;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Where Prometheus and whoever watches this process ask: an address of its own, which stays on this machine whatever the API's is. A connector of the
 * same server; a server of its own took a fifth of a second of each start.
 */
@Component
public class ManagementConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final Connector connector = new Connector(Http11NioProtocol.class.getName());

    /** @param port 0 takes a free one */
    ManagementConnector(
            @Value("${braid.management.address:127.0.0.1}") String address,
            @Value("${braid.management.port:9465}") int port) {
        connector.setPort(port);
        connector.setProperty("address", address);
        ((Http11NioProtocol) connector.getProtocolHandler()).setExecutor(new VirtualThreadExecutor("management-"));
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addAdditionalConnectors(connector);
    }

    /** The one it listens on. */
    public int port() {
        return connector.getLocalPort();
    }
}
