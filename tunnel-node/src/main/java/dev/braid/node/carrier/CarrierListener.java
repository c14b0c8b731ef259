package dev.braid.node.carrier;

import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.identity.PeerId;
import dev.braid.node.linux.ErrnoException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.AbstractEpollStreamChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;

/** The hub's side: accepts carriers from anybody, and brings only those of known edges up. */
public final class CarrierListener implements AutoCloseable {
    /** What the hub thinks of an authenticated edge's HELLO. */
    public sealed interface Judgement {
        /** Carry for it, on this loop. */
        record Accept(Welcome welcome, EventLoop loop) implements Judgement {}

        record Refuse(Refusal refusal) implements Judgement {}
    }

    /** The hub's registry of edges. Called on any event loop. */
    public interface Registry {
        Judgement judge(PeerId edge, Hello hello);

        /** On the carrier's own loop; set its sink before returning. */
        void up(Carrier carrier);

        /** A connection that never came up. */
        void failed(CarrierEnd end);
    }

    private final CarrierTls tls;
    private final Registry registry;
    private final HalfOpen halfOpen = new HalfOpen();
    private final Channel server;

    CarrierListener(Channel server, CarrierTls tls, Registry registry) {
        this.server = server;
        this.tls = tls;
        this.registry = registry;
    }

    /**
     * Serves those who wait at {@code door}, and whoever comes, plain TCP peers too.
     *
     * @throws ErrnoException EADDRINUSE and the like, with the address in its text
     */
    public static CarrierListener start(CarrierDoor door, EventLoopGroup loops, CarrierTls tls, Registry registry)
            throws ErrnoException {
        int fd = door.take();
        EpollServerSocketChannel channel = new EpollServerSocketChannel(fd);
        CarrierListener listener = new CarrierListener(channel, tls, registry);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channelFactory(() -> channel)
                .childHandler(new ChannelInitializer<AbstractEpollStreamChannel>() {
                    @Override
                    protected void initChannel(AbstractEpollStreamChannel child) {
                        listener.accepted(child);
                    }
                });
        bootstrap.register().syncUninterruptibly();
        return listener;
    }

    /** Connections that are not authenticated yet. */
    public int halfOpenCount() {
        return halfOpen.size();
    }

    /** Nobody new is accepted, and whoever is not up yet is sent away. Carriers that are up are their owner's. */
    @Override
    public void close() {
        server.close().syncUninterruptibly();
        halfOpen.close(new CarrierEnd(Reason.SHUTDOWN, "this hub stops"));
    }

    void accepted(Channel child) {
        CarrierSocket.configure(child);
        SslHandler ssl = tls.handler(child, false);
        CarrierHandler handler = new CarrierHandler(child, ssl, new HubGreeting());
        child.pipeline().addLast(ssl, handler);
        halfOpen.add(handler, (InetSocketAddress) child.remoteAddress());
    }

    /** Waits for HELLO, judges it, and moves the carrier to the loop that the registry wants it on. */
    private final class HubGreeting implements CarrierHandler.Greeting {
        private CarrierHandler.@org.jspecify.annotations.Nullable Secured secured;
        private boolean judged;

        @Override
        public void secured(CarrierHandler handler, CarrierHandler.Secured now) {
            secured = now;
        }

        @Override
        public void greeted(CarrierHandler handler, int type, ByteBuf buffer, int index, int lengthBytes)
                throws MalformedHelloException {
            CarrierHandler.Secured known = secured;
            if (type != Frame.HELLO || known == null || judged) {
                handler.end(new CarrierEnd(Reason.PROTOCOL, "frame type " + type + " instead of HELLO"));
                return;
            }
            judged = true;
            int version = Hello.version(buffer, index, lengthBytes);
            if (version != Hello.VERSION) {
                refuse(handler, Reason.VERSION, new Refusal(Refusal.Reason.VERSION, otherVersion(version)));
                return;
            }
            Hello hello = Hello.read(buffer, index, lengthBytes);
            switch (registry.judge(known.peer(), hello)) {
                case Judgement.Accept accept -> moveTo(accept.loop(), handler, () -> welcome(handler, hello, accept));
                case Judgement.Refuse refuse -> refuse(handler, Reason.REFUSED, refuse.refusal());
            }
        }

        @Override
        public void failed(CarrierEnd end) {
            registry.failed(end);
        }

        private void welcome(CarrierHandler handler, Hello hello, Judgement.Accept accept) {
            CarrierHandler.Secured known = secured;
            if (known == null || handler.hasEnded()) {
                return; // its end has been told, and an open channel may still be saying goodbye
            }
            halfOpen.remove(handler);
            ByteBuf out = handler.channel().alloc().directBuffer(128);
            accept.welcome().write(out);
            handler.channel().writeAndFlush(out, handler.channel().voidPromise());
            registry.up(handler.up(known, hello, hello.features()));
        }

        private void refuse(CarrierHandler handler, Reason reason, Refusal refusal) {
            ByteBuf out = handler.channel().alloc().directBuffer(256);
            refusal.write(out);
            handler.channel().writeAndFlush(out).addListener(_ -> handler.end(new CarrierEnd(reason, refusal.text())));
        }

        private String otherVersion(int version) {
            return "this hub speaks version " + Hello.VERSION + " and the edge version " + version
                    + "; upgrade the older";
        }
    }

    /** The peer waits for our answer, so nothing is read while the channel changes hands. */
    private static void moveTo(EventLoop loop, CarrierHandler handler, Runnable then) {
        Channel channel = handler.channel();
        if (channel.eventLoop().equals(loop)) {
            then.run();
            return;
        }
        channel.config().setAutoRead(false);
        channel.eventLoop()
                .execute(() -> channel.deregister()
                        .addListener(_ -> loop.register(channel).addListener(registered -> {
                            if (registered.isSuccess()) {
                                then.run();
                                channel.config().setAutoRead(true);
                            } else {
                                handler.end(CarrierEnd.of(registered.cause()));
                            }
                        })));
    }
}
