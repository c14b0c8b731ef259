package dev.braid.control.telemetry;

import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.web.Code;
import dev.braid.control.web.Names;
import dev.braid.control.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "metrics", description = "Figures, live and past")
@RestController
@RequestMapping("/api/v1/metrics")
class MetricsController {
    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(10);
    private static final Duration LONGEST_RANGE = Duration.ofDays(400);

    private final HistoryQuery history;
    private final LiveFeed feed;
    private final Clock clock;

    MetricsController(HistoryQuery history, LiveFeed feed, Clock clock) {
        this.history = history;
        this.feed = feed;
        this.clock = clock;
    }

    @Operation(
            operationId = "getHistory",
            summary =
                    "Figures over time as columns: seconds of the last 15 minutes, minutes up to 48 hours, else hours")
    @GetMapping("/history")
    @Needs(Scope.METRICS_READ)
    HistoryQuery.Answer history(
            @Parameter(example = "home") @RequestParam @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE)
                    String node,
            @Parameter(example = "home.fra")
                    @RequestParam(required = false)
                    @Pattern(regexp = Names.TUNNEL, message = Names.TUNNEL_MESSAGE)
                    @Nullable
                    String tunnel,
            @Parameter(example = "dsl") @RequestParam(required = false) @Nullable String path,
            @RequestParam(required = false) @Nullable Set<Metric> metric,
            @Parameter(description = "Ten minutes ago when absent") @RequestParam(required = false) @Nullable
                    Instant from,
            @Parameter(description = "Now when absent") @RequestParam(required = false) @Nullable Instant to) {
        Instant end = to == null ? clock.instant() : to;
        Instant start = from == null ? end.minus(DEFAULT_RANGE) : from;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST_RANGE) > 0) {
            throw Problem.of(Code.INVALID_PARAMETER, "from must be before to, by 400 days at most.");
        }
        Set<Metric> metrics = metric == null || metric.isEmpty() ? EnumSet.allOf(Metric.class) : metric;
        return history.read(new HistoryQuery.Range(node, peer(tunnel), path, metrics, start, end));
    }

    @Operation(
            operationId = "getLive",
            summary =
                    "Server-sent events: sample each second; state, event and changed as they happen; a heartbeat comment",
            description = "data of sample: {time, nodes: {NODE: {online, tunnels: {HUB: {state, reason,"
                    + " outboundBitsPerSecond, inboundBitsPerSecond, rttMs, queueBytes, paths: {PATH: {state, reason,"
                    + " outboundBitsPerSecond, inboundBitsPerSecond, rttMs, lossRatio, share, reasonText}}}}}}}; of"
                    + " state: the same, of a node whose state has just changed; of event: an Event; of"
                    + " changed: {topic, name, revision}. A stream ends after five minutes; go on with Last-Event-ID.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                            schema =
                                                    @Schema(
                                                            type = "string",
                                                            example =
                                                                    "id: 1712\nevent: changed\ndata: {\"topic\": \"node\","
                                                                            + " \"name\": \"home\", \"revision\": 42}\n\n"))))
    @GetMapping(path = "/live")
    @Needs(Scope.METRICS_READ)
    void live(
            @Parameter(description = "These nodes only") @RequestParam(required = false) @Nullable List<String> node,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        feed.serve(node == null ? Set.of() : Set.copyOf(node), lastEventId, response);
    }

    private static @Nullable String peer(@Nullable String tunnel) {
        return tunnel == null ? null : tunnel.substring(tunnel.indexOf('.') + 1);
    }
}
