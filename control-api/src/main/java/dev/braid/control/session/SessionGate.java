package dev.braid.control.session;

import dev.braid.control.enrolment.Refused;
import dev.braid.control.identity.Certificates;
import dev.braid.node.contract.SessionMessage;
import dev.braid.node.contract.SessionMessage.RefusalCode;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.TrustException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Keeps the two ports apart, and knows who asks on this one. Before everything else. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SessionGate extends OncePerRequestFilter {
    /** The {@link PeerId} of the node that asks. */
    static final String NODE = "dev.braid.control.session.node";

    private static final String SHOWN = "jakarta.servlet.request.X509Certificate";

    private final SessionConnector connector;
    private final Certificates certificates;
    private final Reporting reporting;

    SessionGate(SessionConnector connector, Certificates certificates, Reporting reporting) {
        this.reporting = reporting;
        this.connector = connector;
        this.certificates = certificates;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isNodePort = request.getLocalPort() == connector.port();
        String path = request.getServletPath(); // as it is mapped: %73 is an s
        boolean isSession = path.startsWith("/session/");
        if (isNodePort != isSession) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try {
            if (isSession && !path.equals(SessionMessage.ROOT + "/enrol")) {
                PeerId node = node(request);
                if (reporting.isFor(request)) {
                    reporting.answer(node.name(), request, response);
                    return;
                }
                request.setAttribute(NODE, node);
            }
        } catch (Refused refused) {
            Refusals.write(response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private PeerId node(HttpServletRequest request) {
        if (!(request.getAttribute(SHOWN) instanceof X509Certificate[] chain) || chain.length == 0) {
            throw new Refused(
                    RefusalCode.CERTIFICATE_REQUIRED,
                    "Show a certificate of this installation; 'braid-node join' gets one.");
        }
        if (certificates.isRevoked(chain[0])) {
            throw new Refused(
                    RefusalCode.CERTIFICATE_REVOKED,
                    "This node's certificate was revoked. It can join anew with a new key.");
        }
        try {
            return PeerId.of(chain[0]);
        } catch (TrustException e) {
            throw new Refused(RefusalCode.CERTIFICATE_REQUIRED, "The certificate names no node.");
        }
    }
}
