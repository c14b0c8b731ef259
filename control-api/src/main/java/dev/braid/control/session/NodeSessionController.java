package dev.braid.control.session;

import dev.braid.control.enrolment.Enrolments;
import dev.braid.control.enrolment.Refused;
import dev.braid.control.node.Commands;
import dev.braid.control.node.DesiredSpecs;
import dev.braid.control.node.Nodes;
import dev.braid.control.telemetry.Intake;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.SessionMessage;
import dev.braid.node.contract.SessionMessage.Command;
import dev.braid.node.contract.SessionMessage.Desired;
import dev.braid.node.contract.SessionMessage.Enrol;
import dev.braid.node.contract.SessionMessage.Hints;
import dev.braid.node.contract.SessionMessage.RefusalCode;
import dev.braid.node.contract.SessionMessage.Renew;
import dev.braid.node.contract.SessionMessage.Result;
import dev.braid.node.contract.WireJson;
import dev.braid.node.identity.PeerId;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@link SessionMessage}, answered. The gate in front has said who asks. */
@Hidden
@RestController
@RequestMapping(path = SessionMessage.ROOT, produces = MediaType.APPLICATION_JSON_VALUE)
class NodeSessionController {
    private static final long WAIT_SECONDS_MAX = 60;

    private final Enrolments enrolments;
    private final DesiredSpecs specs;
    private final Commands commands;
    private final Nodes nodes;
    private final Intake intake;

    NodeSessionController(Enrolments enrolments, DesiredSpecs specs, Commands commands, Nodes nodes, Intake intake) {
        this.enrolments = enrolments;
        this.specs = specs;
        this.commands = commands;
        this.nodes = nodes;
        this.intake = intake;
    }

    @PostMapping("/enrol")
    byte[] enrol(@RequestBody byte[] body, HttpServletRequest request) {
        return json(enrolments.join(read(body, Enrol.class), request.getRemoteAddr()));
    }

    @GetMapping("/spec")
    ResponseEntity<byte[]> spec(
            @RequestAttribute(SessionGate.NODE) PeerId node,
            @RequestParam long after,
            @RequestParam(defaultValue = "25") long waitSeconds)
            throws InterruptedException {
        requireNode(node);
        Duration wait = Duration.ofSeconds(Math.clamp(waitSeconds, 0, WAIT_SECONDS_MAX));
        Optional<DesiredSpecs.Revisioned> wanted = specs.awaitAfter(node.name(), after, wait);
        List<Command> todo = commands.take(node.name()).stream()
                .map(c -> new Command(c.id(), c.kind(), c.parameters()))
                .toList();
        if (wanted.isEmpty() && todo.isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        Desired desired = wanted.map(w -> new Desired(w.revision(), w.spec(), w.trialSeconds(), w.byPerson(), todo))
                .orElseGet(() -> new Desired(after, null, 0, false, todo));
        return ResponseEntity.ok(json(desired));
    }

    @PostMapping("/report")
    byte[] report(@RequestAttribute(SessionGate.NODE) PeerId node, @RequestBody byte[] body) {
        intake.accept(node.name(), read(body, NodeReport.class));
        return json(new Hints(enrolments.trust().listNumber(), specs.confirmedRevision(node.name())));
    }

    @PostMapping("/results")
    ResponseEntity<Void> result(@RequestAttribute(SessionGate.NODE) PeerId node, @RequestBody byte[] body) {
        Result result = read(body, Result.class);
        commands.finish(node.name(), result.id(), result.result(), result.error());
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/renew")
    byte[] renew(@RequestAttribute(SessionGate.NODE) PeerId node, @RequestBody byte[] body) {
        requireNode(node);
        return json(enrolments.renew(node, read(body, Renew.class)));
    }

    @GetMapping("/revocations")
    byte[] revocations() {
        return json(enrolments.trust());
    }

    @ExceptionHandler
    void refused(Refused refused, HttpServletResponse response) throws IOException {
        Refusals.write(response, refused);
    }

    private void requireNode(PeerId node) {
        if (nodes.kindOf(node.name()).isEmpty()) {
            throw new Refused(RefusalCode.NODE_UNKNOWN, "There is no node '" + node.name() + "' here any more.");
        }
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            return WireJson.read(new String(body, StandardCharsets.UTF_8), type);
        } catch (IllegalArgumentException e) {
            throw new Refused(RefusalCode.REQUEST_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] json(Object message) {
        return WireJson.write(message).getBytes(StandardCharsets.UTF_8);
    }
}
