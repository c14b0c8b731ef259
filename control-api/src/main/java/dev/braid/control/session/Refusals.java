package dev.braid.control.session;

import dev.braid.control.enrolment.Refused;
import dev.braid.node.contract.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Refusals on the session port: problem details, RFC 9457. */
final class Refusals {
    private record Body(String type, int status, String code, String detail) {}

    private Refusals() {}

    static void write(HttpServletResponse response, Refused refused) throws IOException {
        int status = status(refused);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getOutputStream()
                .write(WireJson.write(
                                new Body("about:blank", status, refused.code().word(), refused.detail()))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static int status(Refused refused) {
        return switch (refused.code()) {
            case REQUEST_INVALID, NAME_MISSING, CLOCK_WRONG -> 422;
            case NAME_TAKEN -> HttpServletResponse.SC_CONFLICT;
            case CERTIFICATE_REQUIRED -> HttpServletResponse.SC_UNAUTHORIZED;
            case NODE_UNKNOWN -> HttpServletResponse.SC_GONE;
            case KEY_UNKNOWN, KEY_USED, KEY_EXPIRED, KEY_REVOKED, VERSION_TOO_OLD, CERTIFICATE_REVOKED ->
                HttpServletResponse.SC_FORBIDDEN;
        };
    }
}
