package dev.braid.control.identity;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * TLS for people and programs by a certificate of the installation's own authority, for the hosts that {@code braid.tls.hosts} names. Whoever
 * trusts the root needs nothing else; files from elsewhere are {@code server.ssl}'s.
 */
@Component
class BrowserTls implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final @Nullable ServerTls tls;

    BrowserTls(ServerIdentity identity, Clock clock, @Value("${braid.tls.hosts:}") List<String> hosts)
            throws GeneralSecurityException {
        tls = hosts.isEmpty()
                ? null
                : new ServerTls(new ServerCertificate(identity, () -> identity.forBrowsers(hosts), clock));
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        ServerTls own = tls;
        if (own != null) {
            factory.addConnectorCustomizers(connector -> secure(connector, own));
        }
    }

    private static void secure(Connector connector, ServerTls own) {
        connector.setScheme("https");
        connector.setSecure(true);
        Http11NioProtocol protocol = (Http11NioProtocol) connector.getProtocolHandler();
        protocol.setSSLEnabled(true);
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols("TLSv1.3");
        SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
        certificate.setSslContext(own);
        host.addCertificate(certificate);
        protocol.addSslHostConfig(host);
    }
}
