package dev.braid.node.lane.stream;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.Frame;
import dev.braid.node.carrier.GrowingReads;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.Locale;

/** Makes the connections that a peer's flows ask for; and what the sockets of flows are set to, made or taken. */
final class Origin {
    /** A client learns of a silent host long before its own patience ends. */
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private static final int KEEP_IDLE_S = 60;
    private static final int KEEP_INTERVAL_S = 15;
    private static final int KEEP_PROBES = 4;
    private static final int MIN_READ_BYTES = 16 * 1024;
    /** Between two looks at everybody else; a host that sends faster than we pass on has more by the time the first is passed on. */
    private static final int READS = 4;

    private Origin() {}

    static EpollSocketChannel socket(Open open) {
        EpollSocketChannel tcp =
                new EpollSocketChannel(open.isIpv6() ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET);
        configure(tcp);
        return tcp;
    }

    static void configure(EpollSocketChannel tcp) {
        tcp.config()
                .setAllocator(PooledByteBufAllocator.DEFAULT)
                .setRecvByteBufAllocator(
                        new GrowingReads(Frame.HEADER_BYTES, MIN_READ_BYTES, Carrier.BUFFER_BYTES, READS))
                .setAllowHalfClosure(true)
                .setTcpNoDelay(true)
                .setSoLinger(0)
                .setKeepAlive(true)
                .setAutoRead(false);
        tcp.config().setTcpKeepIdle(KEEP_IDLE_S);
        tcp.config().setTcpKeepIntvl(KEEP_INTERVAL_S);
        tcp.config().setTcpKeepCnt(KEEP_PROBES);
    }

    /** On the loop. With {@code keepSource} the connection comes from the address of whoever made it at the other end. */
    static void connect(EpollSocketChannel tcp, LoopFlows loop, Flow flow, Open open, boolean keepSource) {
        tcp.config().setConnectTimeoutMillis(CONNECT_TIMEOUT_MS);
        loop.loop().register(tcp).addListener((ChannelFutureListener) registered -> {
            if (!registered.isSuccess()) {
                flow.connected(registered);
                return;
            }
            InetSocketAddress local = null;
            if (keepSource) {
                tcp.config().setOption(EpollChannelOption.IP_TRANSPARENT, true);
                tcp.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
                local = new InetSocketAddress(open.source().getAddress(), 0);
            }
            tcp.connect(open.destination(), local).addListener((ChannelFutureListener) flow::connected);
        });
    }

    /** Netty tells the errno in words only. */
    static Refused reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof ConnectTimeoutException || message.contains("timed out")) {
            return Refused.TIMEOUT;
        }
        if (message.contains("refused")) {
            return Refused.CONNECTION_REFUSED;
        }
        boolean unreachable = cause instanceof NoRouteToHostException
                || message.contains("no route")
                || message.contains("unreachable");
        return unreachable ? Refused.UNREACHABLE : Refused.OTHER;
    }
}
