package dev.braid.control.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
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
    ResponseEntity<Object> refused(Problem problem, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        problem.retryAfterSeconds().ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (problem.code().status().value() == 401) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"braid\"");
        }
        return super.createResponseEntity(
                ProblemWriter.detail(servlet(request), problem),
                headers,
                problem.code().status(),
                request);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    @Nullable
    ResponseEntity<Object> storeFailed(RuntimeException failure, WebRequest request) {
        return StoreFailure.of(failure)
                .map(problem -> {
                    log.warn(
                            "The store failed code={} reason={}", problem.code().text(), failure.getMessage());
                    return refused(problem, request);
                })
                .orElseGet(() -> unforeseen(failure, request));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unforeseen(Exception failure, WebRequest request) {
        log.error("Request failed unexpectedly requestId={}", RequestIds.of(servlet(request)), failure);
        return refused(
                Problem.of(
                        Code.INTERNAL_ERROR,
                        "The control plane failed at this request. Its log has the cause under the request id."),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return refused(problem, request);
            }
        }
        return refused(BadJson.problem(failure), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Problem.FieldError> errors = failure.getFieldErrors().stream()
                .map(error -> new Problem.FieldError(error.getField(), message(error.getDefaultMessage())))
                .toList();
        return refused(
                errors.isEmpty() ? Problem.of(Code.INVALID_FIELD, "The body is not valid.") : Problem.invalid(errors),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refused(Parameters.problem(failure), request);
    }

    /** Where all problems of Spring's own pass. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setProperty("code", Code.of(status.value()).text());
            problem.setProperty("requestId", RequestIds.of(servlet(request)));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static String message(@Nullable String text) {
        return text == null ? "is not valid" : text;
    }

    private static HttpServletRequest servlet(WebRequest request) {
        return ((ServletWebRequest) request).getRequest();
    }
}
