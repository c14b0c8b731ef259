package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeepingEpollTest {
    private static final int TIMEOUT_S = 20;
    /** More than any socket's buffers take at once. */
    private static final int MUCH_BYTES = 64 * 1024 * 1024;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, KeepingEpoll.newFactory());
    private final CountDownLatch inputEnded = new CountDownLatch(1);

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, TIMEOUT_S, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void writesOnLongAfterThePeerHasSaidItsLastWord() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChannelFuture connecting = connect(server);
            try (Socket peer = server.accept()) {
                peer.setSoTimeout((int) TimeUnit.SECONDS.toMillis(TIMEOUT_S));
                peer.shutdownOutput();
                assertThat(inputEnded.await(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
                // What ends the input leaves the descriptor with nothing to wait for, in the same turn of the loop.
                group.submit(() -> {}).get(TIMEOUT_S, TimeUnit.SECONDS);

                ChannelFuture written =
                        connecting.channel().writeAndFlush(Unpooled.wrappedBuffer(new byte[MUCH_BYTES]));
                assertThat(peer.getInputStream().readNBytes(MUCH_BYTES)).hasSize(MUCH_BYTES);
                assertThat(written.await(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
                assertThat(written.cause()).isNull();
            }
            connecting.channel().close().sync();
        }
    }

    private ChannelFuture connect(ServerSocket server) throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                        if (event instanceof ChannelInputShutdownReadComplete) {
                            ctx.channel().config().setAutoRead(false);
                            inputEnded.countDown();
                        }
                    }
                })
                .connect(server.getLocalSocketAddress())
                .sync();
    }
}
