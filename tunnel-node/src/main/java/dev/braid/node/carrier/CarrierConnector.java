package dev.braid.node.carrier;

import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import dev.braid.node.mptcp.MptcpSocket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The edge's side: opens carriers to a hub. */
public final class CarrierConnector {
    /** Told once, on the carrier's event loop. */
    public interface Outcome {
        /** The hub has answered the first packet; TLS begins. */
        default void reached() {}

        /** Set the carrier's sink before returning, or frames are lost. */
        void up(Carrier carrier, Welcome welcome);

        void failed(CarrierEnd end);
    }

    /**
     * Where to and from where.
     *
     * @param source the uplink's address; the first subflow leaves by it
     * @param device the uplink's interface, or null to let routing decide
     */
    public record Way(
            InetSocketAddress hub,
            InetAddress source,
            @Nullable String device) {}

    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final CarrierTls tls;

    public CarrierConnector(CarrierTls tls) {
        this.tls = tls;
    }

    /** Starts an attempt on {@code loop}. Closing the answered channel abandons it. */
    public @Nullable Channel connect(EventLoop loop, Way way, Hello hello, Outcome outcome) {
        return connect(loop, way, hello, outcome, true);
    }

    /** The same by plain TCP: this way alone carries it. */
    public @Nullable Channel connectPlain(EventLoop loop, Way way, Hello hello, Outcome outcome) {
        return connect(loop, way, hello, outcome, false);
    }

    private @Nullable Channel connect(EventLoop loop, Way way, Hello hello, Outcome outcome, boolean mptcp) {
        int fd = -1;
        try {
            fd = socket(way, mptcp);
        } catch (ErrnoException e) {
            String why = String.valueOf(e.getMessage());
            loop.execute(() -> outcome.failed(new CarrierEnd(Reason.UNREACHABLE, why)));
            return null;
        }
        MptcpChannel channel = new MptcpChannel(fd);
        CarrierSocket.configure(channel);
        channel.config().setConnectTimeoutMillis(CONNECT_TIMEOUT_MS);
        CarrierHandler handler = prepare(channel, hello, outcome);
        loop.register(channel)
                .addListener((ChannelFutureListener) registered -> connect(registered, way, handler, outcome));
        return channel;
    }

    CarrierHandler prepare(Channel channel, Hello hello, Outcome outcome) {
        SslHandler ssl = tls.handler(channel, true);
        CarrierHandler handler = new CarrierHandler(channel, ssl, new EdgeGreeting(hello, outcome));
        channel.pipeline().addLast(ssl, handler);
        return handler;
    }

    private static void connect(ChannelFuture registered, Way way, CarrierHandler handler, Outcome outcome) {
        if (!registered.isSuccess()) {
            handler.end(unreachable(registered.cause()));
            return;
        }
        registered.channel().connect(way.hub()).addListener((ChannelFutureListener) connected -> {
            if (connected.isSuccess()) {
                outcome.reached();
            } else {
                handler.end(unreachable(connected.cause()));
            }
        });
    }

    private static CarrierEnd unreachable(Throwable cause) {
        return new CarrierEnd(Reason.UNREACHABLE, String.valueOf(cause.getMessage()));
    }

    private static int socket(Way way, boolean mptcp) throws ErrnoException {
        boolean ipv6 = way.hub().getAddress() instanceof Inet6Address;
        int fd = mptcp ? MptcpSocket.openStream(ipv6) : MptcpSocket.openPlain(ipv6);
        try {
            if (way.device() != null) {
                MptcpSocket.bindDevice(fd, way.device());
            }
            MptcpSocket.bindSource(fd, way.source());
            CarrierSocket.tune(fd);
            return fd;
        } catch (ErrnoException e) {
            Libc.close(fd);
            throw e;
        }
    }

    /** Says HELLO when TLS is done and waits for WELCOME or REFUSE. */
    private static final class EdgeGreeting implements CarrierHandler.Greeting {
        private final Hello hello;
        private final Outcome outcome;
        private CarrierHandler.@Nullable Secured secured;

        EdgeGreeting(Hello hello, Outcome outcome) {
            this.hello = hello;
            this.outcome = outcome;
        }

        @Override
        public void secured(CarrierHandler handler, CarrierHandler.Secured now) {
            secured = now;
            ByteBuf out = handler.channel().alloc().directBuffer(64);
            hello.write(out);
            handler.channel().writeAndFlush(out, handler.channel().voidPromise());
        }

        @Override
        public void greeted(CarrierHandler handler, int type, ByteBuf buffer, int index, int lengthBytes)
                throws MalformedHelloException {
            CarrierHandler.Secured known = secured;
            if (type == Frame.WELCOME && known != null) {
                Welcome welcome = Welcome.read(buffer, index, lengthBytes);
                outcome.up(handler.up(known, hello, welcome.features()), welcome);
            } else if (type == Frame.REFUSE) {
                handler.end(refused(Refusal.read(buffer, index, lengthBytes)));
            } else {
                handler.end(new CarrierEnd(Reason.PROTOCOL, "frame type " + type + " instead of WELCOME"));
            }
        }

        @Override
        public void failed(CarrierEnd end) {
            outcome.failed(end);
        }

        private static CarrierEnd refused(Refusal refusal) {
            Reason reason = refusal.reason() == Refusal.Reason.VERSION ? Reason.VERSION : Reason.REFUSED;
            return new CarrierEnd(reason, "the hub refused: " + refusal.text());
        }
    }
}
