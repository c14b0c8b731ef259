package dev.braid.control.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Problem details for those who answer before or beside the dispatcher: filters, security, the container. */
@Component
public final class ProblemWriter {
    private final JsonMapper mapper;

    ProblemWriter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        response.resetBuffer();
        response.setStatus(problem.code().status().value());
        problem.retryAfterSeconds()
                .ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (problem.code().status().value() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"braid\"");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(mapper.writeValueAsBytes(detail(request, problem)));
    }

    /** What a failure of the store is to the client. */
    public Problem of(RuntimeException failure) {
        return StoreFailure.of(failure)
                .orElseGet(() -> Problem.of(Code.INTERNAL_ERROR, "The control plane failed at this request."));
    }

    static ProblemDetail detail(HttpServletRequest request, Problem problem) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(problem.code().status(), problem.detail());
        detail.setInstance(
                java.net.URI.create(request.getRequestURI().replaceAll("[^!-~]|[\\[\\]{}|\\\\^`\"<>]", "_")));
        detail.setProperty("code", problem.code().text());
        detail.setProperty("requestId", RequestIds.of(request));
        if (!problem.errors().isEmpty()) {
            detail.setProperty(
                    "field",
                    problem.errors().stream()
                            .map(Problem.FieldError::field)
                            .findFirst()
                            .orElse(""));
            detail.setProperty("errors", problem.errors().stream().collect(Collectors.toList()));
        }
        problem.more().forEach(detail::setProperty);
        return detail;
    }
}
