package dev.braid.control.web;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says which field of a body is at fault, in words that name no Java class. */
final class BadJson {
    private BadJson() {}

    static Problem problem(HttpMessageNotReadableException failure) {
        return switch (failure.getCause()) {
            case UnrecognizedPropertyException unknown ->
                withField(
                        Problem.of(
                                Code.UNKNOWN_FIELD,
                                "There is no field '" + path(unknown) + "' here. Fields: " + known(unknown) + "."),
                        path(unknown));
            case InvalidTypeIdException type ->
                Problem.invalid(join(path(type), "kind"), "is missing or not one of those that exist here");
            case InvalidFormatException format -> Problem.invalid(path(format), "has a wrong value" + allowed(format));
            case StreamReadException syntax ->
                Problem.of(
                        Code.BAD_JSON,
                        "The body is no JSON: line " + syntax.getLocation().getLineNr() + ", column "
                                + syntax.getLocation().getColumnNr() + ".");
            case DatabindException other
            when !path(other).isEmpty() -> Problem.invalid(path(other), "is missing or of the wrong type");
            case null, default -> Problem.of(Code.BAD_JSON, "The body is missing, or not what is expected here.");
        };
    }

    private static Problem withField(Problem problem, String field) {
        return problem.with("field", field)
                .with("errors", List.of(new Problem.FieldError(field, "does not exist here")));
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds() == null
                ? "none"
                : unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String allowed(InvalidFormatException format) {
        Class<?> type = format.getTargetType();
        if (type == null || !type.isEnum()) {
            return "";
        }
        return "; allowed: "
                + java.util.Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String path(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
