package dev.braid.control.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** The actuator is asked at its own address and nowhere else, and nothing else is there. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class ManagementGate extends OncePerRequestFilter {
    private final ManagementConnector connector;
    private final ProblemWriter problems;

    ManagementGate(ManagementConnector connector, ProblemWriter problems) {
        this.connector = connector;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isManagementPort = request.getLocalPort() == connector.port();
        boolean isActuator = (request.getServletPath() + "/").startsWith("/actuator/"); // as it is mapped: %61 is an a
        if (isManagementPort != isActuator) {
            problems.write(request, response, Problem.of(Code.NOT_FOUND, "There is nothing at this address."));
            return;
        }
        chain.doFilter(request, response);
    }
}
