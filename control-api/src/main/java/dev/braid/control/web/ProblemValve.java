package dev.braid.control.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Problem details for what the container refuses before anything of ours sees it, such as an encoded slash or a malformed
 * line. Tomcat makes it by its name, without arguments.
 */
public final class ProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Code code = Code.of(status);
        String body = "{\"title\":\"" + code.status().getReasonPhrase() + "\",\"status\":" + status
                + ",\"detail\":\"The request is malformed, or too large for its kind.\",\"code\":\"" + code.text()
                + "\",\"requestId\":\"" + request.getRequest().getRequestId() + "\"}";
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("The client is gone", e);
        }
    }
}
