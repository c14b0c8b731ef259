package dev.braid.control.session;

import dev.braid.control.enrolment.Enrolments;
import dev.braid.control.enrolment.Refused;
import dev.braid.control.node.Commands;
import dev.braid.control.node.DesiredSpecs;
import dev.braid.control.node.Nodes;
import dev.braid.node.contract.SessionMessage;
import dev.braid.node.contract.SessionMessage.Desired;
import dev.braid.node.contract.SessionMessage.Enrol;
import dev.braid.node.contract.SessionMessage.RefusalCode;
import dev.braid.node.contract.SessionMessage.Renew;
import dev.braid.node.contract.SessionMessage.Result;
import dev.braid.node.identity.PeerId;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

/** {@link SessionMessage}, answered, but for what {@link Reporting} does. The gate in front has said who asks. */
@Hidden
@RestController
@RequestMapping(path = SessionMessage.ROOT, produces = MediaType.APPLICATION_JSON_VALUE)
class NodeSessionController {
    private final Enrolments enrolments;
    private final DesiredSpecs specs;
    private final Commands commands;
    private final Nodes nodes;

    NodeSessionController(Enrolments enrolments, DesiredSpecs specs, Commands commands, Nodes nodes) {
        this.enrolments = enrolments;
        this.specs = specs;
        this.commands = commands;
        this.nodes = nodes;
    }

    @PostMapping("/enrol")
    byte[] enrol(@RequestBody byte[] body, HttpServletRequest request) {
        return Bodies.write(enrolments.join(Bodies.read(body, Enrol.class), request.getRemoteAddr()));
    }

    @GetMapping("/spec")
    ResponseEntity<byte[]> spec(@RequestAttribute(SessionGate.NODE) PeerId node, @RequestParam long after) {
        requireNode(node);
        return specs.now(node.name())
                .filter(wanted -> wanted.revision() != after)
                .map(w -> ResponseEntity.ok(
                        Bodies.write(new Desired(w.revision(), w.spec(), w.trialSeconds(), w.byPerson()))))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PostMapping("/results")
    ResponseEntity<Void> result(@RequestAttribute(SessionGate.NODE) PeerId node, @RequestBody byte[] body) {
        Result result = Bodies.read(body, Result.class);
        commands.finish(node.name(), result.id(), result.result(), result.error());
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/renew")
    byte[] renew(@RequestAttribute(SessionGate.NODE) PeerId node, @RequestBody byte[] body) {
        requireNode(node);
        return Bodies.write(enrolments.renew(node, Bodies.read(body, Renew.class)));
    }

    @GetMapping("/revocations")
    byte[] revocations() {
        return Bodies.write(enrolments.trust());
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
}
