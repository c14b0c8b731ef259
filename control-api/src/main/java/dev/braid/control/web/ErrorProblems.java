package dev.braid.control.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The last resort: what failed before a handler was found, or beside all of them. */
@Controller
@Hidden
class ErrorProblems implements ErrorController {
    private final ProblemWriter problems;

    ErrorProblems(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Code code = status instanceof Integer number ? Code.of(number) : Code.INTERNAL_ERROR;
        problems.write(
                request, response, Problem.of(code, "The request failed; the log has the cause under the request id."));
    }
}
