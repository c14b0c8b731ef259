package dev.braid.node.carrier;

import dev.braid.node.identity.Authority;
import dev.braid.node.identity.PeerId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A carrier that is up, without its TLS: what is written to it can be read from its socket. */
public record TestCarrier(FakeSocket socket, Carrier carrier) {
    private static final UUID TUNNEL = new UUID(1, 2);

    public static TestCarrier up() {
        return up(0, TUNNEL);
    }

    public static TestCarrier up(int index, UUID tunnel) {
        return up(new FakeSocket("192.0.2.1", "198.51.100.1"), index, tunnel);
    }

    /** {@code fd} is what {@link Carrier#fd} answers; the caller's to close. */
    public static TestCarrier up(int index, UUID tunnel, String source, int fd) {
        return up(new FakeSocket(source, "198.51.100.1", fd), index, tunnel);
    }

    /** Its kernel holds what {@code kernel} says. */
    static TestCarrier up(KernelQueue kernel) {
        return up(new FakeSocket("192.0.2.1", "198.51.100.1"), 0, TUNNEL, kernel, 0);
    }

    /** Its kernel does not tell; its peer has {@code features}. */
    static TestCarrier up(Feature features) {
        FakeSocket socket = new FakeSocket("192.0.2.1", "198.51.100.1");
        return up(socket, 0, TUNNEL, KernelQueue.of(socket.fd().intValue()), features.bit());
    }

    private static TestCarrier up(FakeSocket socket, int index, UUID tunnel) {
        return up(socket, index, tunnel, KernelQueue.of(socket.fd().intValue()), 0);
    }

    /** On a connection that is on its loop already; on that loop. What is written to it is what comes out at the other end. */
    public static Carrier on(Channel connection) {
        return up(handler(connection), Lane.STREAM, 0, TUNNEL, null, 0);
    }

    private static TestCarrier up(FakeSocket socket, int index, UUID tunnel, KernelQueue kernel, long peerFeatures) {
        CarrierHandler handler = handler(socket);
        try {
            socket.register();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return new TestCarrier(socket, up(handler, Lane.PACKET, index, tunnel, kernel, peerFeatures));
    }

    private static CarrierHandler handler(Channel channel) {
        CarrierHandler handler = new CarrierHandler(channel, new SslHandler(Unused.engine()), new NoGreeting());
        channel.pipeline().addLast(handler);
        return handler;
    }

    private static Carrier up(
            CarrierHandler handler,
            Lane lane,
            int index,
            UUID tunnel,
            @Nullable KernelQueue kernel,
            long peerFeatures) {
        PeerId peer = new PeerId(PeerId.Kind.EDGE, "home");
        CarrierHandler.Secured secured =
                new CarrierHandler.Secured(peer, Unused.CERTIFICATE, new CarrierTls.Agreed("none", "none", "none"));
        Hello hello = new Hello(Hello.VERSION, lane, tunnel, index, 0);
        Credit credit = new Credit(Feature.CREDIT.in(peerFeatures), () -> 0);
        return handler.up(secured, hello, peerFeatures, kernel, credit);
    }

    /** As if the peer had closed the connection. */
    public void lose() {
        socket.close();
        socket.runPendingTasks();
    }

    public void receive(ByteBuf frames) {
        socket.writeInbound(frames);
    }

    private static final class NoGreeting implements CarrierHandler.Greeting {
        @Override
        public void secured(CarrierHandler handler, CarrierHandler.Secured secured) {}

        @Override
        public void greeted(CarrierHandler handler, int type, ByteBuf buffer, int index, int lengthBytes) {}

        @Override
        public void failed(CarrierEnd end) {}
    }

    /** What a carrier has and these tests do not look at; made once. */
    private static final class Unused {
        static final X509Certificate CERTIFICATE = certificate();

        private static X509Certificate certificate() {
            try {
                return Authority.create("Test", InstantSource.system())
                        .issue(
                                new PeerId(PeerId.Kind.EDGE, "home"),
                                KeyPairGenerator.getInstance("EC")
                                        .generateKeyPair()
                                        .getPublic(),
                                Duration.ofDays(1));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        static javax.net.ssl.SSLEngine engine() {
            try {
                return SSLContext.getDefault().createSSLEngine();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }
}
