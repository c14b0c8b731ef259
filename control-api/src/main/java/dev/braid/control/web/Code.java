package dev.braid.control.web;

import org.springframework.http.HttpStatus;

/** The stable codes of our problems; the API's promise to programs. Small letters in JSON. */
public enum Code {
    BAD_REQUEST(HttpStatus.BAD_REQUEST),
    BAD_JSON(HttpStatus.BAD_REQUEST),
    UNKNOWN_FIELD(HttpStatus.BAD_REQUEST),
    INVALID_FIELD(HttpStatus.UNPROCESSABLE_CONTENT),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST),
    NOT_SIGNED_IN(HttpStatus.UNAUTHORIZED),
    WRONG_CREDENTIALS(HttpStatus.UNAUTHORIZED),
    CSRF(HttpStatus.FORBIDDEN),
    MISSING_SCOPE(HttpStatus.FORBIDDEN),
    FORBIDDEN(HttpStatus.FORBIDDEN),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    CONFLICT(HttpStatus.CONFLICT),
    ETAG_MISMATCH(HttpStatus.PRECONDITION_FAILED),
    ALREADY_EXISTS(HttpStatus.PRECONDITION_FAILED),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    IF_MATCH_REQUIRED(HttpStatus.PRECONDITION_REQUIRED),
    SLOW_DOWN(HttpStatus.TOO_MANY_REQUESTS),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
    STORE_BUSY(HttpStatus.SERVICE_UNAVAILABLE),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    STORE_FULL(HttpStatus.INSUFFICIENT_STORAGE);

    private final HttpStatus status;

    Code(HttpStatus status) {
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Code of(int status) {
        for (Code code : values()) {
            if (code.status.value() == status) {
                return code;
            }
        }
        return status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
    }
}
