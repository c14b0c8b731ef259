package dev.braid.control.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A refusal that the client shall understand; becomes problem details. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * One field at fault.
     *
     * @param field as a path in the body, {@code lan.prefixes[0]}
     */
    public record FieldError(String field, String message) {}

    private final Code code;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> more = new LinkedHashMap<>();
    private long retryAfterSeconds = -1;

    private Problem(Code code, String detail, List<FieldError> errors) {
        super(detail);
        this.code = code;
        this.errors = errors;
    }

    public static Problem of(Code code, String detail) {
        return new Problem(code, detail, List.of());
    }

    public static Problem notFound(String what, String name) {
        return of(Code.NOT_FOUND, "There is no " + what + " '" + name + "'.");
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static Problem invalid(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        return new Problem(Code.INVALID_FIELD, first.field() + " " + first.message(), List.copyOf(errors));
    }

    public Problem with(String key, Object value) {
        more.put(key, value);
        return this;
    }

    public Problem retryAfter(long seconds) {
        retryAfterSeconds = seconds;
        return this;
    }

    public Code code() {
        return code;
    }

    public String detail() {
        String message = getMessage();
        return message == null ? code.text() : message;
    }

    public List<FieldError> errors() {
        return errors;
    }

    Map<String, Object> more() {
        return more;
    }

    OptionalLong retryAfterSeconds() {
        return retryAfterSeconds < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterSeconds);
    }

    /** Not the place of the fault but what the client did: the trace would tell nobody anything. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
