package dev.braid.control.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * An ETag for answers that have no version of their own, lists above all: from the content, so an unchanged one is 304. A
 * resource's own ETag stands for its desired state, so it never makes a 304 of an answer that also has observed state.
 */
@Component
@Order(0)
final class ContentEtags extends ShallowEtagHeaderFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/api/") || path.endsWith("/live") || path.endsWith("/support-bundle");
    }

    @Override
    protected boolean isEligibleForEtag(
            HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
        return response.getHeader(HttpHeaders.ETAG) == null && super.isEligibleForEtag(request, response, status, body);
    }
}
