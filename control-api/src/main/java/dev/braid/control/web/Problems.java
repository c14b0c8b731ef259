package dev.braid.control.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Failures as problem details (RFC 9457), each with a stable {@code code} for programs and the {@code requestId} that the
 * log line has too. What we did not foresee tells the client nothing of our insides.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unforeseen(Exception failure, WebRequest request) {
        log.error("Request failed unexpectedly requestId={}", requestId(request), failure);
        HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status, "The control plane failed at this request. Its log has the cause under the request id.");
        return handleExceptionInternal(failure, problem, new HttpHeaders(), status, request);
    }

    /** Where all problems pass, Spring's own too. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setProperty("code", code(status));
            problem.setProperty("requestId", requestId(request));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    /** 404 is {@code not_found}: the status's registered name is stable, the sentence in {@code detail} is not. */
    private static String code(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null ? "http_" + status.value() : known.name().toLowerCase(Locale.ROOT);
    }

    /** Unique while this process runs (Servlet 6, {@code ServletRequest.getRequestId}). */
    private static String requestId(WebRequest request) {
        return ((ServletWebRequest) request).getRequest().getRequestId();
    }
}
