package dev.braid.control.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * The conditions of RFC 9110 section 13 that keep one client from overwriting what it has not seen. What exists is only
 * changed with If-Match.
 */
public record Preconditions(List<String> ifMatch, List<String> ifNoneMatch) {
    public static Preconditions of(HttpServletRequest request) {
        return new Preconditions(values(request, HttpHeaders.IF_MATCH), values(request, HttpHeaders.IF_NONE_MATCH));
    }

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Whether a PUT or DELETE may go on.
     *
     * @param version the stored one, or null when there is nothing yet
     */
    public void check(@Nullable Long version) {
        if (version == null) {
            if (!ifMatch.isEmpty()) {
                throw Problem.of(Code.ETAG_MISMATCH, "If-Match was given, but there is nothing under this name.");
            }
            return;
        }
        if (ifNoneMatch.contains("*")) {
            throw Problem.of(Code.ALREADY_EXISTS, "If-None-Match: * was given, and the name is taken.");
        }
        if (ifMatch.isEmpty()) {
            throw Problem.of(
                    Code.IF_MATCH_REQUIRED,
                    "This exists. Send the ETag of what you have seen as If-Match, so that nobody's change is lost.");
        }
        if (!ifMatch.contains("*") && !ifMatch.contains(Long.toString(version))) {
            throw Problem.of(
                            Code.ETAG_MISMATCH,
                            "This has been changed since you read it. Read it again and repeat your change.")
                    .with("currentETag", etag(version));
        }
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(text -> ETag.parse(text).stream())
                .map(tag -> tag.isWildcard() ? "*" : tag.tag())
                .toList();
    }
}
