package dev.braid.node;

import dev.braid.node.admin.StatusClient;
import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierTls;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.Welcome;
import dev.braid.node.config.LocalMachine;
import dev.braid.node.config.NodeConfig;
import dev.braid.node.config.Reading;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.identity.ExpectedPeer;
import dev.braid.node.identity.NodeIdentity;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.PkiDirectory;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rtnetlink;
import dev.braid.node.tun.TunDevice;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code train}: a short life of a hub and of an edge in a network namespace of their own, so that the JVM's ahead-of-time cache knows
 * what a node loads. Not for people. Needs root; leaves nothing behind.
 */
@Command(name = "train", hidden = true, description = "Live a short life, for the JVM's ahead-of-time cache.")
final class TrainCommand implements Callable<Integer> {
    private static final String UPLINK = "uplink0";
    private static final String LAN = "lan0";
    private static final long WAIT_S = 20;

    @Override
    public Integer call() throws Exception {
        Libc.check("unshare", Libc.unshare(Libc.CLONE_NEWNET));
        Path directory = Files.createTempDirectory("braid-train");
        try (TunDevice _ = uplink();
                TunDevice _ = TunDevice.create(LAN, 1)) {
            PkiDirectory pki = PkiDirectory.create(directory.resolve("pki"), "train", InstantSource.system());
            NodeSpec hub = spec(
                    directory, pki, PeerId.Kind.HUB, "inner: [10.77.0.1/16]\nedges: {edge: {addresses: [10.77.0.2]}}");
            NodeSpec edge = spec(
                    directory,
                    pki,
                    PeerId.Kind.EDGE,
                    "hubs: [{name: hub, address: 10.9.9.9}]\nuplinks: {one: {interface: " + UPLINK
                            + "}}\nlan: {interfaces: [" + LAN + "]}");
            live(hub, () -> connect(edge));
            live(edge, () -> {});
            return 0;
        } finally {
            delete(directory);
        }
    }

    private static void live(NodeSpec spec, Runnable meanwhile) throws Exception {
        Node node = Node.start(spec);
        try {
            meanwhile.run();
            StatusClient.ask(spec.statusSocket(), "status");
            URI.create("http://127.0.0.1:9464/metrics").toURL().openStream().readAllBytes();
        } finally {
            node.close();
        }
    }

    /** Up to WELCOME, as an edge. */
    private static void connect(NodeSpec edge) {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try (CarrierTls tls = tls(edge)) {
            Hello hello = new Hello(Hello.VERSION, Lane.PACKET, UUID.randomUUID(), 0, 0);
            InetAddress here = InetAddress.getLoopbackAddress();
            CarrierConnector.Way way = new CarrierConnector.Way(new InetSocketAddress(here, 7070), here, null);
            CompletableFuture<Carrier> up = new CompletableFuture<>();
            new CarrierConnector(tls).connect(group.next(), way, hello, new Outcome(up));
            up.get(WAIT_S, TimeUnit.SECONDS).close(CarrierEnd.Reason.SHUTDOWN, "trained");
        } catch (Exception e) {
            throw new IllegalStateException("no carrier came up", e);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private record Outcome(CompletableFuture<Carrier> carrier) implements CarrierConnector.Outcome {
        @Override
        public void up(Carrier up, Welcome welcome) {
            carrier.complete(up);
        }

        @Override
        public void failed(CarrierEnd end) {
            carrier.completeExceptionally(new IOException(end.detail()));
        }
    }

    private static CarrierTls tls(NodeSpec spec) throws IOException {
        if (NodeIdentity.load(spec, InstantSource.system()) instanceof NodeIdentity.Loading.Ready ready) {
            NodeIdentity identity = ready.identity();
            return new CarrierTls(identity.key(), identity.chain(), identity.trust(ExpectedPeer.any(PeerId.Kind.HUB)));
        }
        throw new IOException("the identity just made cannot be loaded");
    }

    /** A device with an address and a default route, as an uplink has them; lo comes up with it. */
    private static TunDevice uplink() throws IOException {
        TunDevice device = TunDevice.create(UPLINK, 1);
        try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            for (Link link : rtnetlink.links()) {
                rtnetlink.setUp(link.index(), true);
                if (link.name().equals(UPLINK)) {
                    rtnetlink.addAddress(link.index(), Prefix.parse("10.9.0.2/24"));
                    rtnetlink.addRoute(
                            Route.unicast(Prefix.parse("0.0.0.0/0"), null, link.index(), Route.RT_TABLE_MAIN, 3));
                }
            }
        }
        return device;
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
