package dev.braid.control.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** The dashboard's pages have addresses of their own, such as /nodes/home; all of them are index.html. */
@Component
@Order(10)
final class ClientRoutes extends OncePerRequestFilter {
    private static final List<String> NOT_PAGES = List.of("/api/", "/v3/", "/actuator", "/swagger-ui", "/assets/");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        String accept = request.getHeader("Accept");
        boolean page = request.getMethod().equals("GET") && accept != null && accept.contains("text/html");
        return !page || path.contains(".") || NOT_PAGES.stream().anyMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.getRequestDispatcher("/index.html").forward(request, response);
    }
}
