package dev.braid.control.diagnostics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.web.Names;
import dev.braid.control.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "diagnostics", description = "Measurements that nodes make when asked")
@RestController
@RequestMapping("/api/v1/diagnostics")
class DiagnosticsController {
    private static final String SPEED_TEST = "speed-test";
    private static final String MPTCP_SUPPORT = "mptcp-support";
    private static final String ID = "[0-9a-f-]{36}";
    private static final String ID_MESSAGE = "must be an id that an answer of this list gave";

    enum Direction {
        @JsonProperty("outbound")
        OUTBOUND,
        @JsonProperty("inbound")
        INBOUND,
        @JsonProperty("both")
        BOTH
    }

    /** @param uplink one of the edge's, or null for each alone and all together */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SpeedTest(
            @Schema(example = "home") @NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE)
            String node,

            @Schema(example = "dsl") @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) @Nullable
            String uplink,

            @Schema(defaultValue = "both") @Nullable Direction direction,

            @Schema(defaultValue = "10", description = "For each uplink and direction") @Min(1) @Max(30) @Nullable
            Integer durationSeconds,

            @Schema(
                    defaultValue = "2000000000",
                    description =
                            "For each uplink and direction; it ends with the time or with this, whatever comes first")
            @Min(1_000_000)
            @Max(2_000_000_000)
            @Nullable
            Long maxBytes) {
        SpeedTest {
            maxBytes = maxBytes == null ? 2_000_000_000L : maxBytes;
            direction = direction == null ? Direction.BOTH : direction;
            durationSeconds = durationSeconds == null ? 10 : durationSeconds;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MptcpSupport(
            @Schema(example = "home") @NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE)
            String node,

            @Schema(example = "lte", description = "All when absent")
            @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE)
            @Nullable
            String uplink) {}

    private final Diagnostics diagnostics;

    DiagnosticsController(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    @Operation(operationId = "startSpeedTest", summary = "Ask an edge to measure what its uplinks carry to its hub")
    @PostMapping("/speed-tests")
    @Needs(Scope.DIAGNOSTICS_RUN)
    ResponseEntity<DiagnosticView> startSpeedTest(@Valid @RequestBody SpeedTest test) {
        return diagnostics.start(test.node(), test.uplink(), SPEED_TEST, test, "speed-tests");
    }

    @Operation(operationId = "listSpeedTests", summary = "Speed tests, newest first")
    @GetMapping("/speed-tests")
    @Needs(Scope.DIAGNOSTICS_READ)
    Page<DiagnosticView> listSpeedTests(
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return diagnostics.list(SPEED_TEST, limit, cursor);
    }

    @Operation(operationId = "getSpeedTest", summary = "One speed test")
    @GetMapping("/speed-tests/{id}")
    @Needs(Scope.DIAGNOSTICS_READ)
    DiagnosticView getSpeedTest(@PathVariable @Pattern(regexp = ID, message = ID_MESSAGE) String id) {
        return diagnostics.get(SPEED_TEST, id);
    }

    @Operation(operationId = "startMptcpSupport", summary = "Ask an edge which of its uplinks let MPTCP through")
    @PostMapping("/mptcp-support")
    @Needs(Scope.DIAGNOSTICS_RUN)
    ResponseEntity<DiagnosticView> startMptcpSupport(@Valid @RequestBody MptcpSupport check) {
        return diagnostics.start(check.node(), check.uplink(), MPTCP_SUPPORT, check, "mptcp-support");
    }

    @Operation(operationId = "listMptcpSupport", summary = "Checks of MPTCP support, newest first")
    @GetMapping("/mptcp-support")
    @Needs(Scope.DIAGNOSTICS_READ)
    Page<DiagnosticView> listMptcpSupport(
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return diagnostics.list(MPTCP_SUPPORT, limit, cursor);
    }

    @Operation(operationId = "getMptcpSupport", summary = "One check of MPTCP support")
    @GetMapping("/mptcp-support/{id}")
    @Needs(Scope.DIAGNOSTICS_READ)
    DiagnosticView getMptcpSupport(@PathVariable @Pattern(regexp = ID, message = ID_MESSAGE) String id) {
        return diagnostics.get(MPTCP_SUPPORT, id);
    }
}
