package dev.braid.control.tunnel;

import dev.braid.control.access.Needs;
import dev.braid.control.access.Scope;
import dev.braid.control.node.Commands;
import dev.braid.control.node.Kind;
import dev.braid.control.node.Nodes;
import dev.braid.control.telemetry.CarrierView;
import dev.braid.control.telemetry.Live;
import dev.braid.control.telemetry.NodeNow;
import dev.braid.control.telemetry.PathView;
import dev.braid.control.telemetry.TunnelView;
import dev.braid.control.web.Code;
import dev.braid.control.web.Names;
import dev.braid.control.web.Page;
import dev.braid.control.web.Problem;
import dev.braid.node.contract.FlowList;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "tunnels", description = "What edges report of their tunnels; read only")
@RestController
@RequestMapping("/api/v1/tunnels")
class TunnelController {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Nodes nodes;
    private final Commands commands;
    private final Live live;

    TunnelController(Nodes nodes, Commands commands, Live live) {
        this.nodes = nodes;
        this.commands = commands;
        this.live = live;
    }

    @Operation(operationId = "listTunnels", summary = "Tunnels by name; a page has those of up to limit edges")
    @GetMapping
    @Needs(Scope.NODES_READ)
    Page<TunnelView> list(
            @RequestParam(defaultValue = "100") @Min(1) @Max(Page.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Nodes.Named> edges = Page.of(nodes.list(Page.after(cursor), limit + 1), limit, Nodes.Named::name);
        List<TunnelView> tunnels = edges.items().stream()
                .filter(node -> node.node().value().kind() == Kind.EDGE)
                .flatMap(node -> tunnelsOf(node.name()).stream())
                .toList();
        return new Page<>(tunnels, edges.nextCursor());
    }

    @Operation(operationId = "getTunnel", summary = "One tunnel")
    @GetMapping("/{tunnel}")
    @Needs(Scope.NODES_READ)
    TunnelView get(
            @Parameter(example = "home.fra")
                    @PathVariable
                    @Pattern(regexp = Names.TUNNEL, message = Names.TUNNEL_MESSAGE)
                    String tunnel) {
        return find(tunnel);
    }

    @Operation(operationId = "listPaths", summary = "The paths of a tunnel, each with its state and the reason")
    @GetMapping("/{tunnel}/paths")
    @Needs(Scope.NODES_READ)
    Page<PathView> paths(
            @Parameter(example = "home.fra")
                    @PathVariable
                    @Pattern(regexp = Names.TUNNEL, message = Names.TUNNEL_MESSAGE)
                    String tunnel) {
        return new Page<>(find(tunnel).paths(), null);
    }

    @Operation(operationId = "listFlows", summary = "What crosses a tunnel, by lane")
    @GetMapping("/{tunnel}/flows")
    @Needs(Scope.NODES_READ)
    Page<FlowView> flows(
            @Parameter(example = "home.fra")
                    @PathVariable
                    @Pattern(regexp = Names.TUNNEL, message = Names.TUNNEL_MESSAGE)
                    String tunnel) {
        Map<String, List<CarrierView>> lanes = new TreeMap<>();
        find(tunnel)
                .carriers()
                .forEach(carrier -> lanes.computeIfAbsent(carrier.lane(), lane -> new ArrayList<>())
                        .add(carrier));
        List<FlowView> flows = new ArrayList<>();
        lanes.forEach((lane, carriers) -> flows.add(flow(lane, carriers)));
        return new Page<>(flows, null);
    }

    @Operation(
            operationId = "listConnections",
            summary =
                    "TCP connections with carriers of their own that cross a tunnel now, the busiest 500; the edge is asked, who asked"
                            + " is in the audit log, and nothing is kept")
    @GetMapping("/{tunnel}/connections")
    @Needs(Scope.DIAGNOSTICS_RUN)
    Page<ConnectionView> connections(
            @Parameter(example = "home.fra")
                    @PathVariable
                    @Pattern(regexp = Names.TUNNEL, message = Names.TUNNEL_MESSAGE)
                    String tunnel)
            throws InterruptedException {
        String edge = tunnel.substring(0, tunnel.indexOf('.'));
        String hub = find(tunnel).hub();
        Commands.Command told = commands.ask(edge, FlowList.COMMAND, PATIENCE)
                .filter(command -> command.result() != null)
                .orElseThrow(() -> Problem.of(
                                Code.SLOW_DOWN,
                                "The edge did not say in " + PATIENCE.toSeconds() + " s; it is offline or busy.")
                        .retryAfter(10));
        FlowList flows = FlowList.read(String.valueOf(told.result()));
        return new Page<>(
                flows.flows().stream()
                        .filter(flow -> flow.tunnel().equals(hub))
                        .map(ConnectionView::of)
                        .toList(),
                null);
    }

    private static FlowView flow(String lane, List<CarrierView> carriers) {
        return new FlowView(
                lane,
                carriers.size(),
                (int) carriers.stream()
                        .filter(carrier -> carrier.state().equals("up"))
                        .count(),
                carriers.stream().mapToInt(CarrierView::subflows).sum(),
                carriers.stream().mapToLong(CarrierView::bytesSent).sum(),
                carriers.stream().mapToLong(CarrierView::bytesReceived).sum());
    }

    private TunnelView find(String name) {
        String edge = name.substring(0, name.indexOf('.'));
        return nodes.kindOf(edge).filter(kind -> kind == Kind.EDGE).stream()
                .flatMap(kind -> tunnelsOf(edge).stream())
                .filter(tunnel -> tunnel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("tunnel", name));
    }

    private List<TunnelView> tunnelsOf(String edge) {
        return live.find(edge).map(NodeNow::tunnels).orElse(List.of());
    }
}
