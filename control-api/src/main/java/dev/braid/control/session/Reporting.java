package dev.braid.control.session;

import dev.braid.control.enrolment.Refused;
import dev.braid.control.identity.TrustDocument;
import dev.braid.control.node.Commands;
import dev.braid.control.node.DesiredSpecs;
import dev.braid.control.telemetry.Intake;
import dev.braid.control.web.StoreFailure;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.SessionMessage;
import dev.braid.node.contract.SessionMessage.Command;
import dev.braid.node.contract.SessionMessage.Hints;
import dev.braid.node.contract.SessionMessage.RefusalCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes reports in, and answers with what there is to know. Beneath the web framework, which a thousand nodes would go through every second:
 * it took half of what a report costs.
 */
@Component
class Reporting {
    private static final String PATH = SessionMessage.ROOT + "/report";
    private static final int BYTES_MAX = 256 * 1024;

    private final TrustDocument trust;
    private final DesiredSpecs specs;
    private final Commands commands;
    private final Intake intake;

    Reporting(TrustDocument trust, DesiredSpecs specs, Commands commands, Intake intake) {
        this.trust = trust;
        this.specs = specs;
        this.commands = commands;
        this.intake = intake;
    }

    boolean isFor(HttpServletRequest request) {
        return request.getRequestURI().equals(PATH) && request.getMethod().equals("POST");
    }

    void answer(String node, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BYTES_MAX + 1);
        if (body.length > BYTES_MAX) {
            throw new Refused(RefusalCode.REQUEST_INVALID, "A report has at most " + BYTES_MAX + " bytes.");
        }
        boolean told = intake.accept(node, Bodies.read(body, NodeReport.class));
        byte[] hints = Bodies.write(hints(node, !told));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(hints.length);
        response.getOutputStream().write(hints);
    }

    private Hints hints(String node, boolean eventsRefused) {
        DesiredSpecs.News news = specs.news(node);
        return new Hints(trust.now().listNumber(), news.revision(), news.confirmed(), commands(node), eventsRefused);
    }

    /** A command that cannot be noted as handed out is handed out later. */
    private List<Command> commands(String node) {
        try {
            return commands.take(node).stream()
                    .map(c -> new Command(c.id(), c.kind(), c.parameters()))
                    .toList();
        } catch (DataAccessException | TransactionException e) {
            if (!StoreFailure.passes(e)) {
                throw e;
            }
            return List.of();
        }
    }
}
