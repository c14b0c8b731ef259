package dev.braid.control.session;

import dev.braid.control.identity.Installation;
import dev.braid.control.identity.ServerCertificate;
import dev.braid.control.identity.ServerIdentity;
import dev.braid.control.identity.ServerTls;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** The second connector, for nodes. */
@Component
class SessionConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    /** A node that is there says something every second. */
    private static final int SILENT_MS = 60_000;

    private static final int CONNECTIONS = 10_000;

    private final Connector connector = new Connector(Http11NioProtocol.class.getName());

    /**
     * @param port 0 takes a free one
     * @param address empty means all of this machine
     */
    SessionConnector(
            Installation installation,
            ServerIdentity identity,
            Clock clock,
            @Value("${braid.sessions.port:8444}") int port,
            @Value("${braid.sessions.address:}") String address)
            throws GeneralSecurityException {
        connector.setPort(port);
        connector.setScheme("https");
        connector.setSecure(true);
        Http11NioProtocol protocol = (Http11NioProtocol) connector.getProtocolHandler();
        if (!address.isEmpty()) {
            connector.setProperty("address", address);
        }
        protocol.setExecutor(new VirtualThreadExecutor("session-"));
        protocol.setSSLEnabled(true);
        protocol.setMaxKeepAliveRequests(-1);
        protocol.setKeepAliveTimeout(SILENT_MS);
        protocol.setMaxConnections(CONNECTIONS);
        protocol.addSslHostConfig(tls(new ServerTls(
                new ServerCertificate(identity, identity::forSessions, clock),
                new NodeClients(installation::root, clock))));
    }

    private static SSLHostConfig tls(ServerTls context) {
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols("TLSv1.3");
        host.setCertificateVerification("optional");
        SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
        certificate.setSslContext(context);
        host.addCertificate(certificate);
        return host;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addAdditionalConnectors(connector);
    }

    /** The one it listens on. */
    int port() {
        return connector.getLocalPort();
    }
}
