package dev.braid.node.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over the loopback, where each address of 127.0.0.0/8 is a way of its own. */
class DialTest {
    private static final InetAddress MUTE = address(127, 0, 0, 2);
    private static final InetAddress GOOD = address(127, 0, 0, 3);
    /** Documentation's, and nobody's here. */
    private static final InetAddress FOREIGN = address(192, 0, 2, 1);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private Channel server;
    private Bootstrap client;

    /** Whoever comes from {@link #MUTE} gets no TLS. */
    @BeforeEach
    void listen() throws Exception {
        LoopbackTls tls = LoopbackTls.make();
        server = new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .childHandler(handler(tls.serving(), true))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        client = new Bootstrap().group(group).channel(EpollSocketChannel.class).handler(handler(tls.asking(), false));
    }

    private static ChannelInitializer<Channel> handler(SslContext tls, boolean choosy) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (!choosy
                        || !((InetSocketAddress) channel.remoteAddress())
                                .getAddress()
                                .equals(MUTE)) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                }
            }
        };
    }

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void firstAddressThatWorksIsTaken() throws Exception {
        assertThat(sourceOf(dial(GOOD, MUTE).open())).isEqualTo(GOOD);
    }

    @Test
    void silenceAndForeignAddressesArePassedOver() throws Exception {
        assertThat(sourceOf(dial(FOREIGN, MUTE, GOOD).open())).isEqualTo(GOOD);
    }

    @Test
    void routingDecidesWhenNoAddressWorks() throws Exception {
        assertThat(sourceOf(dial(FOREIGN, MUTE).open())).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void routingIsLeftAloneWhereItWouldTakeABarredAddress() {
        Ways barred = new Ways() {
            @Override
            public List<InetAddress> sources(InetSocketAddress control) {
                return List.of(FOREIGN);
            }

            @Override
            public boolean isBarred(InetAddress ours) {
                return ours.equals(InetAddress.getLoopbackAddress());
            }
        };
        Dial dial = new Dial(client, (InetSocketAddress) server.localAddress(), barred);
        assertThatThrownBy(dial::open).isInstanceOf(ExecutionException.class).hasMessageContaining("assign");
    }

    @Test
    void saysWhyWhenNothingWorks() throws Exception {
        server.close().sync();
        assertThatThrownBy(() -> dial(GOOD, FOREIGN).open())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void canBeGivenUp() {
        Dial dial = dial(MUTE);
        dial.abandon();
        assertThatThrownBy(dial::open).hasMessageContaining("given up");
    }

    private Dial dial(InetAddress... sources) {
        return new Dial(client, (InetSocketAddress) server.localAddress(), _ -> List.of(sources));
    }

    private static InetAddress sourceOf(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getAddress();
    }

    private static InetAddress address(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
