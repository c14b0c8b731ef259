package dev.braid.node;

import dev.braid.node.admin.StatusClient;
import dev.braid.node.config.LocalMachine;
import dev.braid.node.config.NodeConfig;
import dev.braid.node.config.Reading;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.StatusJson;
import dev.braid.node.host.Host;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.PkiDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code train}: a short life of a hub and an edge that carry traffic, each in a network namespace of its own, so that the JVM's
 * ahead-of-time cache knows what a node loads and which of its methods are hot. Not for people. Needs root; leaves nothing behind.
 */
@Command(name = "train", hidden = true, description = "Live a short life, for the JVM's ahead-of-time cache.")
final class TrainCommand implements Callable<Integer> {
    private static final String HUB = "inner: [10.77.0.1/16]\nedges: {edge: {addresses: [10.77.0.2]}}";
    private static final String EDGE = "hubs: [{name: hub, address: " + TrainingGround.HUB_ADDRESS + "}]\n"
            + "uplinks: {one: {interface: " + TrainingGround.EDGE_UPLINK + "}}\n"
            + "lan: {traffic: all}\n"
            + "streams: {except: {ports: [" + TrainingTraffic.PACKET_LANE_PORT + "]}}";
    private static final long UP_WITHIN_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long ASK_EVERY_MS = 50;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("braid-train");
        Host.train();
        try (TrainingGround ground = TrainingGround.open()) {
            PkiDirectory pki = PkiDirectory.create(directory.resolve("pki"), "train", InstantSource.system());
            live(ground, spec(directory, pki, PeerId.Kind.HUB, HUB), spec(directory, pki, PeerId.Kind.EDGE, EDGE));
            return 0;
        } finally {
            delete(directory);
        }
    }

    private static void live(TrainingGround ground, NodeSpec hubSpec, NodeSpec edgeSpec) throws Exception {
        Node hub = ground.atHub(() -> Node.start(hubSpec));
        try {
            Node edge = ground.atEdge(() -> Node.start(edgeSpec));
            try {
                awaitUp(edgeSpec);
                TrainingTraffic.exchange(ground);
                ground.atHub(() -> observe(hubSpec));
                ground.atEdge(() -> observe(edgeSpec));
            } finally {
                ground.atEdge(() -> close(edge));
            }
        } finally {
            ground.atHub(() -> close(hub));
        }
    }

    private static void awaitUp(NodeSpec spec) throws Exception {
        long deadlineNs = System.nanoTime() + UP_WITHIN_NS;
        while (status(spec).tunnels().stream().anyMatch(t -> t.state() != NodeStatus.State.UP)) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new TimeoutException("the tunnel did not come up");
            }
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MS);
        }
    }

    /** What an operator and Prometheus ask of it. */
    private static NodeStatus observe(NodeSpec spec) throws IOException {
        URI.create("http://127.0.0.1:9464/metrics").toURL().openStream().readAllBytes();
        return status(spec);
    }

    private static NodeStatus status(NodeSpec spec) throws IOException {
        return StatusJson.read(StatusClient.ask(spec.statusSocket(), "status"));
    }

    private static boolean close(Node node) {
        node.close();
        return true;
    }

    private static NodeSpec spec(Path directory, PkiDirectory pki, PeerId.Kind kind, String rest) throws Exception {
        String name = kind.label();
        Path files = pki.issue(new PeerId(kind, name), Duration.ofDays(1)).files();
        Path yaml = directory.resolve(name + ".yaml");
        Files.writeString(
                yaml,
                String.join(
                        "\n",
                        List.of(
                                "kind: " + name,
                                "name: " + name,
                                "identity:",
                                "  certificate: " + files.resolve("node.crt"),
                                "  key: " + files.resolve("node.key"),
                                "  authority: " + pki.path().resolve("ca.crt"),
                                "  revocations: " + pki.path().resolve("ca.crl"),
                                "state-directory: " + directory.resolve(name),
                                "status-socket: " + directory.resolve(name + ".sock"),
                                rest,
                                "")));
        return switch (NodeConfig.read(yaml, new LocalMachine())) {
            case Reading.Accepted accepted -> accepted.spec();
            case Reading.Refused refused ->
                throw new IOException(refused.problems().toString());
        };
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
