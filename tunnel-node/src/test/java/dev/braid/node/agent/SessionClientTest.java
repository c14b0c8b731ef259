package dev.braid.node.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over the loopback, where each address of 127.0.0.0/8 is an uplink; the server answers with the one that it was asked by. */
class SessionClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String DSL = "127.0.0.2";
    private static final String LTE = "127.0.0.3";

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    /** Asked by an uplink that does not answer. */
    private volatile Runnable unanswered = () -> {};

    private SessionClient client;

    @BeforeEach
    void listen() throws Exception {
        LoopbackTls tls = LoopbackTls.make();
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .childHandler(serving(tls.serving()))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        client = new SessionClient(group.next(), tls.asking(), new ControlAddress("127.0.0.1", port), Uplinks::new);
    }

    private ChannelInitializer<Channel> serving(SslContext tls) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                tls.newHandler(channel.alloc()),
                                new HttpServerCodec(),
                                new HttpObjectAggregator(1_000),
                                new Answering());
            }
        };
    }

    private final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String from = ((InetSocketAddress) context.channel().remoteAddress())
                    .getAddress()
                    .getHostAddress();
            if (silent.contains(from)) {
                unanswered.run();
                return;
            }
            DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.copiedBuffer(from, StandardCharsets.UTF_8));
            HttpUtil.setContentLength(answer, from.length());
            context.writeAndFlush(answer);
        }
    }

    /** The best first. */
    private final class Uplinks implements Ways {
        @Override
        public List<InetAddress> sources(InetSocketAddress control) {
            return doubtful.contains(DSL)
                    ? List.of(InetAddress.ofLiteral(LTE), InetAddress.ofLiteral(DSL))
                    : List.of(InetAddress.ofLiteral(DSL), InetAddress.ofLiteral(LTE));
        }

        @Override
        public boolean isDoubtful(InetAddress ours) {
            return doubtful.contains(ours.getHostAddress());
        }
    }

    private String ask(Duration limit) throws IOException {
        return client.call(HttpMethod.GET, "/", "", limit).body();
    }

    @AfterEach
    void end() {
        client.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void whatWaitsIsAskedAgainWhenItsUplinkGoes() throws Exception {
        assertThat(ask(LIMIT)).isEqualTo(DSL);
        silent.add(DSL);
        unanswered = () -> doubtful.add(DSL);
        assertThat(ask(LIMIT)).isEqualTo(LTE);
    }

    @Test
    void anUplinkInDoubtThatAnswersIsKept() throws Exception {
        assertThat(ask(LIMIT)).isEqualTo(DSL);
        doubtful.add(DSL);
        assertThat(ask(LIMIT)).isEqualTo(DSL);
    }

    @Test
    void whoHasNothingBetterWaits() throws Exception {
        assertThat(ask(LIMIT)).isEqualTo(DSL);
        doubtful.add(DSL);
        doubtful.add(LTE);
        assertThat(ask(LIMIT)).isEqualTo(DSL);
        silent.add(DSL);
        assertThatThrownBy(() -> ask(Duration.ofSeconds(1))).hasMessageContaining("no answer within 1 s");
    }

    @Test
    void aSlowAnswerOfAGoodUplinkIsWaitedFor() {
        silent.add(DSL);
        assertThatThrownBy(() -> ask(Duration.ofSeconds(1))).hasMessageContaining("no answer within 1 s");
    }
}
