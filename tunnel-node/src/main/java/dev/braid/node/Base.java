package dev.braid.node;

import dev.braid.node.carrier.CarrierDoor;
import dev.braid.node.carrier.CarrierTls;
import dev.braid.node.carrier.Feature;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.host.Host;
import dev.braid.node.identity.ExpectedPeer;
import dev.braid.node.identity.IdentityProblem;
import dev.braid.node.identity.NodeIdentity;
import dev.braid.node.identity.NodeTrust;
import dev.braid.node.identity.PeerId;
import dev.braid.node.lane.packet.PacketLane;
import dev.braid.node.lane.stream.StreamLane;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.KeepingEpoll;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Nice;
import dev.braid.node.linux.Rtnetlink;
import dev.braid.node.tun.Offload;
import dev.braid.node.tun.TunDevice;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both kinds of node stand on: identity, the machine, event loops, the TUN device and the packet lane. */
final class Base implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Base.class);
    private static final long SHUTDOWN_S = 5;
    /** Packets the kernel may keep in front of a queue of ours, which is always emptied; the managed queue is the lane's. */
    private static final int TX_QUEUE_PACKETS = 1_000;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final @Nullable CarrierDoor door;
    final NodeTrust trust;
    final CarrierTls tls;
    final Host host;
    final MultiThreadIoEventLoopGroup group;
    final List<IoEventLoop> loops;
    final TunDevice tun;
    final PacketLane lane;
    final StreamLane streams;

    Base(NodeSpec spec) throws Exception {
        door = spec instanceof NodeSpec.HubNode hub ? own(CarrierDoor.open(hub.listen())) : null;
        FutureTask<Host> opening = new FutureTask<>(() -> Host.open(spec.stateDirectory()));
        opened.push(() -> closeWhenOpened(opening));
        Thread.ofPlatform().name("braid-host").daemon().start(opening); // both take long, and neither needs the other
        try {
            NodeIdentity identity = identity(spec);
            trust = identity.trust(expectedPeer(spec));
            tls = own(new CarrierTls(identity.key(), identity.chain(), trust));
            host = opened(opening);
            group = new MultiThreadIoEventLoopGroup(
                    spec.workers(), new DefaultThreadFactory("braid-loop", true), KeepingEpoll.newFactory());
            opened.push(() ->
                    group.shutdownGracefully(0, SHUTDOWN_S, TimeUnit.SECONDS).syncUninterruptibly());
            loops = IntStream.range(0, spec.workers())
                    .mapToObj(_ -> group.next())
                    .toList();
            loops.forEach(loop -> loop.execute(Nice::prefer));
            Nice.preferCollector();
            tun = own(openTun(spec));
            lane = own(PacketLane.start(tun.queues(), loops, spec instanceof NodeSpec.HubNode));
            streams = own(new StreamLane(
                    loops, TimeUnit.SECONDS.toNanos(spec.streams().idleSeconds())));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private static Host opened(FutureTask<Host> opening) throws Exception {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void closeWhenOpened(FutureTask<Host> opening) throws Exception {
        try {
            opening.get().close();
        } catch (ExecutionException e) {
            // It never was open; whoever asked for it has been told.
        }
    }

    /** Where a hub listens since this began; an edge has none. */
    CarrierDoor door() {
        return Objects.requireNonNull(door);
    }

    /** Shows the identity that is on disk now in handshakes to come. */
    void renew(NodeSpec spec) throws IOException {
        NodeIdentity identity = identity(spec);
        tls.renew(identity.key(), identity.chain());
    }

    /** Ours, of {@link Feature}: what our TUN takes from a peer, and what we always can. */
    long features() {
        return Feature.CREDIT.bit()
                | Feature.DATAGRAM.bit()
                | (tun.offloads().contains(Offload.TSO4) ? Feature.TSO.bit() : 0)
                | (tun.offloads().contains(Offload.USO4) ? Feature.USO.bit() : 0);
    }

    /** Keeps the kernel from handing us super-packets that a peer with these features could not write to its device. */
    void limitOffloads(Iterable<Long> peersFeatures) {
        Set<Offload> offloads = EnumSet.noneOf(Offload.class);
        offloads.addAll(tun.bestOffloads());
        for (long features : peersFeatures) {
            if (!Feature.TSO.in(features)) {
                offloads.removeAll(Set.of(Offload.TSO4, Offload.TSO6));
            }
            if (!Feature.USO.in(features)) {
                offloads.removeAll(Set.of(Offload.USO4, Offload.USO6));
            }
        }
        try {
            tun.setOffloads(offloads);
        } catch (ErrnoException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("The device's offloads could not be narrowed");
        }
    }

    /** Last opened, first closed; what fails to close does not keep the rest open. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                log.error("A part of the node did not close", e);
            }
        }
    }

    <T extends AutoCloseable> T own(T part) {
        opened.push(part);
        return part;
    }

    private static NodeIdentity identity(NodeSpec spec) throws IOException {
        return switch (NodeIdentity.load(spec, InstantSource.system())) {
            case NodeIdentity.Loading.Ready ready -> {
                ready.warnings().forEach(w -> log.warn(w.toString()));
                yield ready.identity();
            }
            case NodeIdentity.Loading.Refused refused ->
                throw new IOException(refused.problems().stream()
                        .map(IdentityProblem::toString)
                        .collect(Collectors.joining("\n")));
        };
    }

    private static ExpectedPeer expectedPeer(NodeSpec spec) {
        return switch (spec) {
            case NodeSpec.Edge edge -> ExpectedPeer.any(PeerId.Kind.HUB);
            case NodeSpec.HubNode hub -> ExpectedPeer.any(PeerId.Kind.EDGE);
        };
    }

    /** The device, up and with its MTU. It goes with this process, so it needs no ledger. */
    private static TunDevice openTun(NodeSpec spec) throws IOException {
        TunDevice device = create(spec);
        try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            Link link = rtnetlink.links().stream()
                    .filter(l -> l.name().equals(device.name()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the device " + device.name() + " vanished at once"));
            noLinkLocal(device.name());
            rtnetlink.setMtu(link.index(), spec.device().mtuBytes());
            rtnetlink.setTxQueueLength(link.index(), TX_QUEUE_PACKETS);
            rtnetlink.setUp(link.index(), true);
            return device;
        } catch (IOException e) {
            device.close();
            throw e;
        }
    }

    /** The far end is no link neighbour: without an address of that kind the kernel sends none of its chatter into the tunnel. */
    private static void noLinkLocal(String device) throws IOException {
        Path mode = Path.of("/proc/sys/net/ipv6/conf", device, "addr_gen_mode");
        if (Files.exists(mode)) {
            Files.writeString(mode, "1"); // IN6_ADDR_GEN_MODE_NONE, linux/if_link.h
        }
    }

    private static TunDevice create(NodeSpec spec) throws IOException {
        if (!Epoll.isAvailable()) {
            throw new IOException(
                    "the epoll library for this processor is missing from the package", Epoll.unavailabilityCause());
        }
        try {
            return TunDevice.create(spec.device().name(), spec.workers());
        } catch (ErrnoException e) {
            throw new IOException(
                    e.getMessage() + remedy(e.errno(), spec.device().name()), e);
        }
    }

    private static String remedy(int errno, String name) {
        return switch (errno) {
            case Errno.EPERM, Errno.EACCES ->
                "; braid-node needs CAP_NET_ADMIN (run it as root, or systemd: AmbientCapabilities=CAP_NET_ADMIN)";
            case Errno.ENOENT, Errno.ENODEV -> "; load the kernel module: modprobe tun";
            case Errno.EBUSY, Errno.EINVAL ->
                "; something else has a device named " + name + ": set tunnel.device to another name";
            default -> "";
        };
    }
}
