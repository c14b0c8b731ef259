package dev.braid.control.event;

import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.store.Search;
import dev.braid.control.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "events", description = "What happened")
@RestController
class EventController {
    private final Events events;

    EventController(Events events) {
        this.events = events;
    }

    @Operation(operationId = "listEvents", summary = "Events, newest first")
    @GetMapping("/api/v1/events")
    @Needs(Scope.EVENTS_READ)
    Page<Event> list(
            @RequestParam(required = false) @Nullable String node,
            @Parameter(
                            description = "These and worse ones",
                            schema = @Schema(allowableValues = {"info", "warning", "error"}))
                    @RequestParam(defaultValue = "info")
                    Event.Severity severity,
            @Parameter(description = "Each of them is in the message, the kind, the node's or the path's name")
                    @RequestParam(required = false)
                    @Size(max = Search.MOST_CHARACTERS)
                    @Nullable
                    String words,
            @Parameter(description = "Those before") @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Page.of(
                events.before(
                        Page.afterNumber(cursor, Long.MAX_VALUE),
                        new Events.Filter(node, severity, to, words),
                        limit + 1),
                limit,
                event -> Long.toString(event.id()));
    }
}
