package dev.braid.node;

import dev.braid.node.carrier.CarrierConnector;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.contract.Diagnosis;
import dev.braid.node.contract.Diagnosis.Passing;
import dev.braid.node.contract.Diagnosis.Speed;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.WireJson;
import dev.braid.node.path.EdgePaths;
import dev.braid.node.path.PathReport;
import dev.braid.node.path.speed.Measure;
import dev.braid.node.path.speed.SpeedTest;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an edge measures when it is asked: one after another, on the thread of whoever asks. */
final class EdgeDiagnostics {
    private static final long BYTES_MAX = 2_000_000_000;
    private static final double NS_PER_MS = 1e6;

    private final NodeSpec.Hub hub;
    private final EdgePaths paths;
    private final CarrierConnector connector;
    private final EventLoop loop;

    EdgeDiagnostics(NodeSpec.Hub hub, EdgePaths paths, CarrierConnector connector, EventLoop loop) {
        this.hub = hub;
        this.paths = paths;
        this.connector = connector;
        this.loop = loop;
    }

    /** @throws IOException with a sentence for a person */
    JsonNode run(String command, @Nullable JsonNode arguments) throws IOException {
        JsonNode wish = arguments == null ? WireJson.read("{}", JsonNode.class) : arguments;
        String uplink = wish.path("uplink").asString("");
        Diagnosis found = switch (command) {
            case "mptcp-support" -> new Diagnosis.MptcpSupport(hub.name(), passages(asked(uplink)));
            case "speed-test" -> speeds(asked(uplink), uplink.isEmpty(), Wish.of(wish));
            default -> throw new IOException("this version of braid-node knows no command '" + command + "'");
        };
        return WireJson.read(WireJson.write(found), JsonNode.class);
    }

    private record Wish(boolean outbound, boolean inbound, Duration duration, long maxBytes) {
        static Wish of(JsonNode json) {
            String direction = json.path("direction").asString("both");
            return new Wish(
                    !direction.equals("inbound"),
                    !direction.equals("outbound"),
                    Duration.ofSeconds(Math.clamp(json.path("durationSeconds").asInt(10), 1, 60)),
                    Math.clamp(json.path("maxBytes").asLong(BYTES_MAX), 1, BYTES_MAX));
        }
    }

    private List<PathReport> asked(String uplink) throws IOException {
        List<PathReport> asked = paths.reports().stream()
                .filter(r -> uplink.isEmpty() || r.name().equals(uplink))
                .toList();
        if (asked.isEmpty()) {
            throw new IOException("this edge has no uplink named '" + uplink + "' yet");
        }
        return asked;
    }

    private List<Diagnosis.Passage> passages(List<PathReport> asked) throws IOException {
        List<Diagnosis.Passage> found = new ArrayList<>();
        for (PathReport path : asked) {
            Optional<Way> way = way(path.name());
            Passing result = way.isEmpty() ? Passing.UNREACHABLE : paths.checkMptcp(path.name(), way.get());
            found.add(new Diagnosis.Passage(
                    path.name(),
                    result,
                    NodeStatus.State.valueOf(path.verdict().state().name()),
                    path.subflows(),
                    sentence(result, way.isPresent())));
        }
        return found;
    }

    private static String sentence(Passing result, boolean hasAddress) {
        return switch (result) {
            case PASSES -> "MPTCP reaches the hub.";
            case STRIPPED -> "Something on the way removes MPTCP's options; plain TCP reaches the hub.";
            case UNREACHABLE ->
                hasAddress
                        ? "No connection to the hub came about."
                        : "The uplink has no address and route to the hub now.";
        };
    }

    private Diagnosis.SpeedTest speeds(List<PathReport> asked, boolean bond, Wish wish) throws IOException {
        List<Speed> uplinks = new ArrayList<>();
        for (PathReport path : asked) {
            Optional<Way> way = way(path.name());
            if (way.isEmpty()) {
                uplinks.add(new Speed(path.name(), null, null, null, null, sentence(Passing.UNREACHABLE, false)));
            } else if (asked.size() > 1 && isOut(path)) {
                uplinks.add(new Speed(path.name(), null, null, null, null, "It is taken out; ask for it by its name."));
            } else {
                uplinks.add(speed(path.name(), way.get(), true, wish));
            }
        }
        return new Diagnosis.SpeedTest(hub.name(), uplinks, bond ? bond(wish) : null);
    }

    private static boolean isOut(PathReport path) {
        PathReport.Edge edge = path.edge();
        return edge != null && (edge.disabled() || edge.role() == NodeSpec.Role.NEVER);
    }

    private Speed bond(Wish wish) throws IOException {
        List<Way> ways = paths.ways(address());
        return ways.isEmpty()
                ? new Speed("", null, null, null, null, "No uplink can be used now.")
                : speed("", ways.getFirst(), false, wish);
    }

    private Speed speed(String uplink, Way way, boolean alone, Wish wish) throws IOException {
        Double idle = rttMs(uplink);
        try {
            Long out = wish.outbound() ? measure(way, alone, false, wish) : null;
            Long in = wish.inbound() ? measure(way, alone, true, wish) : null;
            return new Speed(uplink, out, in, idle, rttMs(uplink), null);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return new Speed(uplink, null, null, idle, null, String.valueOf(e.getMessage()));
        }
    }

    private long measure(Way way, boolean alone, boolean inbound, Wish wish) throws IOException {
        try {
            return SpeedTest.run(connector, loop, way, alone, Measure.of(inbound, wish.duration(), wish.maxBytes()))
                    .bitsPerSecond();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the node stops");
        }
    }

    private @Nullable Double rttMs(String uplink) {
        return paths.reports().stream()
                .filter(r -> r.name().equals(uplink))
                .map(PathReport::edge)
                .filter(edge -> edge != null && edge.probes().rttNs() > 0)
                .map(edge -> edge.probes().rttNs() / NS_PER_MS)
                .findFirst()
                .orElse(null);
    }

    /** To the first of the hub's addresses that the uplink has an address for. */
    private Optional<Way> way(String uplink) throws IOException {
        for (InetAddress address : InetAddress.getAllByName(hub.host())) {
            Optional<Way> way = paths.way(uplink, new InetSocketAddress(address, hub.port()));
            if (way.isPresent()) {
                return way;
            }
        }
        return Optional.empty();
    }

    private InetSocketAddress address() throws IOException {
        return new InetSocketAddress(InetAddress.getByName(hub.host()), hub.port());
    }
}
