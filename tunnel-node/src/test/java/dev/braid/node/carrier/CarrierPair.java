package dev.braid.node.carrier;

import dev.braid.node.contract.Prefix;
import dev.braid.node.identity.Authority;
import dev.braid.node.identity.ExpectedPeer;
import dev.braid.node.identity.NodeTrust;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.Revocations;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An edge and a hub with everything that carriers have but the kernel: real certificates, real TLS, and two channels in memory that
 * are filled from each other.
 */
final class CarrierPair implements AutoCloseable {
    static final Welcome WELCOME = new Welcome(Hello.VERSION, 3, 1500, List.of(Prefix.parse("10.77.0.2/16")));

    private static final int STEPS_MAX = 100;
    private static final InstantSource NOW = InstantSource.system();
    private static final Authority AUTHORITY = Authority.create("Test", NOW);

    final FakeSocket edge = new FakeSocket("192.0.2.1", "198.51.100.1");
    final FakeSocket hub = new FakeSocket("198.51.100.1", "192.0.2.1");
    final List<CarrierEnd> edgeFailures = new ArrayList<>();
    final List<CarrierEnd> hubFailures = new ArrayList<>();
    final Frames edgeFrames = new Frames();
    final Frames hubFrames = new Frames();
    final CarrierListener listener;

    @Nullable
    Carrier edgeCarrier;

    @Nullable
    Carrier hubCarrier;

    @Nullable
    Welcome welcomed;

    Function<PeerId, CarrierListener.Judgement> judgement =
            _ -> new CarrierListener.Judgement.Accept(WELCOME, hubLoop());

    private final CarrierTls edgeTls = tls(AUTHORITY, PeerId.Kind.EDGE, "home");
    private final CarrierTls hubTls = tls(AUTHORITY, PeerId.Kind.HUB, "paris");

    /** What came to one side's sink. */
    static final class Frames implements CarrierSink {
        final List<String> frames = new ArrayList<>();
        final List<CarrierEnd> ends = new ArrayList<>();
        boolean peerDrains;

        @Override
        public void frame(int type, ByteBuf buffer, int index, int lengthBytes) {
            frames.add(type + ":" + ByteBufUtil.hexDump(buffer, index, lengthBytes));
        }

        @Override
        public void writable() {}

        @Override
        public void peerDrains() {
            peerDrains = true;
        }

        @Override
        public void closed(CarrierEnd end) {
            ends.add(end);
        }
    }

    CarrierPair() {
        listener = new CarrierListener(hub, hubTls, new Hub());
    }

    static CarrierTls tls(Authority authority, PeerId.Kind kind, String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
            X509Certificate certificate = authority.issue(new PeerId(kind, name), pair.getPublic(), Duration.ofDays(1));
            NodeTrust trust = new NodeTrust(
                    List.of(AUTHORITY.certificate()), Revocations.none(), ExpectedPeer.any(kind.opposite()), NOW);
            return new CarrierTls(pair.getPrivate(), List.of(certificate), trust);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private EventLoop hubLoop() {
        return hub.eventLoop();
    }

    /** The hub has accepted a connection from whoever writes to {@link #hub}. */
    CarrierPair accept() {
        listener.accepted(hub);
        register(hub);
        return this;
    }

    CarrierPair connect(Hello hello) {
        return connect(hello, edgeTls);
    }

    CarrierPair connect(Hello hello, CarrierTls tls) {
        new CarrierConnector(tls).prepare(edge, hello, new Edge());
        register(edge);
        accept();
        return exchange();
    }

    static CarrierPair up() {
        return new CarrierPair().connect(hello(Hello.VERSION));
    }

    static Hello hello(int version) {
        return new Hello(version, Lane.PACKET, new UUID(1, 2), 5, Feature.TSO.bit());
    }

    Carrier edgeCarrier() {
        return present(edgeCarrier);
    }

    Carrier hubCarrier() {
        return present(hubCarrier);
    }

    private static Carrier present(@Nullable Carrier carrier) {
        if (carrier == null) {
            throw new AssertionError("the carrier is not up");
        }
        return carrier;
    }

    /** Sends frames from the edge, whole or not. */
    void sendFromEdge(ByteBuf frames) {
        edge.writeAndFlush(frames);
        exchange();
    }

    /** Carries bytes both ways until there are no more. */
    CarrierPair exchange() {
        for (int step = 0; step < STEPS_MAX; step++) {
            boolean moved = move(edge, hub);
            moved |= move(hub, edge);
            if (!moved) {
                return this;
            }
        }
        throw new AssertionError("the two never stop talking");
    }

    void turn(long ms) {
        for (FakeSocket socket : List.of(edge, hub)) {
            if (socket.isRegistered()) {
                socket.turn(ms);
            }
        }
    }

    private static boolean move(FakeSocket from, FakeSocket to) {
        from.runPendingTasks();
        boolean moved = false;
        for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            moved |= bytes.isReadable();
            if (to.isOpen()) {
                to.writeOneInbound(bytes);
            } else {
                bytes.release();
            }
        }
        if (moved && to.isOpen()) {
            to.flushInbound();
        }
        to.runPendingTasks();
        if (!from.isOpen() && to.isOpen()) {
            to.close();
            to.runPendingTasks();
            return true;
        }
        return moved;
    }

    /** The embedded channel throws whatever reaches the pipeline's end; carriers let nothing get there. */
    private static void register(Channel channel) {
        try {
            ((FakeSocket) channel).register();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private final class Edge implements CarrierConnector.Outcome {
        @Override
        public void up(Carrier carrier, Welcome welcome) {
            edgeCarrier = carrier;
            welcomed = welcome;
            carrier.sink(edgeFrames);
        }

        @Override
        public void failed(CarrierEnd end) {
            edgeFailures.add(end);
        }
    }

    private final class Hub implements CarrierListener.Registry {
        @Override
        public CarrierListener.Judgement judge(PeerId peer, Hello hello) {
            return judgement.apply(peer);
        }

        @Override
        public void up(Carrier carrier) {
            hubCarrier = carrier;
            carrier.sink(hubFrames);
        }

        @Override
        public void failed(CarrierEnd end) {
            hubFailures.add(end);
        }
    }

    @Override
    public void close() {
        for (FakeSocket socket : List.of(edge, hub)) {
            if (socket.isRegistered()) {
                socket.close();
                socket.turn(1_000);
            } else if (!socket.isOpen()) {
                socket.runPendingTasks();
            }
            socket.releaseInbound();
            socket.releaseOutbound();
        }
        edgeTls.close();
        hubTls.close();
    }
}
