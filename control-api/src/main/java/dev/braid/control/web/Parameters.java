package dev.braid.control.web;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** What is wrong with path variables, query parameters, or a body that was validated together with them. */
final class Parameters {
    private Parameters() {}

    static Problem problem(HandlerMethodValidationException failure) {
        List<Problem.FieldError> errors = new ArrayList<>();
        boolean body = false;
        for (ParameterValidationResult result : failure.getParameterValidationResults()) {
            if (result instanceof ParameterErrors fields) {
                body = true;
                for (FieldError error : fields.getFieldErrors()) {
                    errors.add(new Problem.FieldError(error.getField(), message(error)));
                }
            } else {
                String name = result.getMethodParameter().getParameterName();
                for (MessageSourceResolvable error : result.getResolvableErrors()) {
                    errors.add(new Problem.FieldError(name == null ? "parameter" : name, message(error)));
                }
            }
        }
        if (body && !errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        return Problem.of(
                        Code.INVALID_PARAMETER,
                        errors.isEmpty()
                                ? "A parameter is not valid."
                                : errors.getFirst().field() + " "
                                        + errors.getFirst().message())
                .with("errors", errors);
    }

    private static String message(MessageSourceResolvable error) {
        String text = error.getDefaultMessage();
        return text == null ? "is not valid" : text;
    }
}
