package dev.braid.node.lane.stream;

import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.TransparentSocket;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts what TPROXY hands over: listeners on loopback, where nobody outside of this machine can come but by our own rule. A connection's
 * local address is the one it was meant for.
 */
public final class Taker implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final List<EpollServerSocketChannel> listeners;

    private Taker(List<EpollServerSocketChannel> listeners) {
        this.listeners = listeners;
    }

    /** Listens for both families; for IPv4 alone where the kernel has no other. EPERM without CAP_NET_ADMIN. */
    public static Taker start(StreamLane lane, EventLoop loop) throws ErrnoException {
        List<EpollServerSocketChannel> listeners = new ArrayList<>();
        listeners.add(listen(lane, loop, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
        int port = listeners.getFirst().localAddress().getPort();
        try {
            listeners.add(listen(lane, loop, new InetSocketAddress(InetAddress.ofLiteral("::1"), port)));
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EADDRNOTAVAIL && e.errno() != Errno.EAFNOSUPPORT) {
                listeners.getFirst().close().syncUninterruptibly();
                throw e;
            }
        }
        return new Taker(listeners);
    }

    /** The same for both families. */
    public int port() {
        return listeners.getFirst().localAddress().getPort();
    }

    public boolean hasIpv6() {
        return listeners.size() > 1;
    }

    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().syncUninterruptibly());
    }

    private static EpollServerSocketChannel listen(StreamLane lane, EventLoop loop, InetSocketAddress at)
            throws ErrnoException {
        int fd = TransparentSocket.listen(at, BACKLOG);
        EpollServerSocketChannel listener;
        try {
            listener = new EpollServerSocketChannel(fd);
        } catch (RuntimeException e) {
            Libc.close(fd);
            throw e;
        }
        InetSocketAddress own = listener.localAddress();
        listener.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                EpollSocketChannel tcp = (EpollSocketChannel) message;
                if (own.equals(tcp.localAddress())) {
                    tcp.unsafe().closeForcibly(); // somebody on this machine who was not sent by our rule
                } else {
                    lane.accept(tcp);
                }
            }
        });
        loop.register(listener).syncUninterruptibly();
        return listener;
    }
}
