package dev.braid.node.agent;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTPS connection that stays open between calls, for one caller at a time. Netty and BoringSSL are in the process already; the JDK's
 * client would bring a second TLS and its threads.
 */
final class SessionClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int ANSWER_BYTES_MAX = 4 << 20;
    /** Whoever waits looks so often whether the uplink still lives. */
    private static final long LOOK_NS = 300_000_000;

    /** What came back. */
    record Answer(int status, String body) {}

    private final EventLoop loop;
    private final SslContext tls;
    private final ControlAddress address;
    private final Supplier<Ways> ways;
    private volatile @Nullable Channel channel;
    private volatile @Nullable Dial dial;
    private volatile boolean closed;

    /** Takes over {@code tls}, and releases it when closed. */
    SessionClient(EventLoop loop, SslContext tls, ControlAddress address, Supplier<Ways> ways) {
        this.loop = loop;
        this.tls = tls;
        this.address = address;
        this.ways = ways;
    }

    /**
     * What is asked may arrive twice: when its uplink goes while we wait, it is asked again by another.
     *
     * @throws IOException when there is no answer in time; the next call opens a new connection
     */
    Answer call(HttpMethod method, String path, String body, Duration limit) throws IOException {
        long endNs = System.nanoTime() + limit.toNanos();
        try {
            CompletableFuture<Answer> answer = ask(method, path, body);
            while (!isThereWithin(LOOK_NS, answer) && System.nanoTime() < endNs) {
                if (leaveForBetterWay()) {
                    answer = ask(method, path, body);
                }
            }
            return answer.get(0, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            disconnect();
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            disconnect();
            throw unreachable(new IOException("no answer within " + limit.toSeconds() + " s"));
        } catch (InterruptedException e) {
            disconnect();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CompletableFuture<Answer> ask(HttpMethod method, String path, String body)
            throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        connected(answer).writeAndFlush(request(method, path, body)).addListener(written -> {
            if (!written.isSuccess()) {
                answer.completeExceptionally(written.cause());
            }
        });
        return answer;
    }

    private static boolean isThereWithin(long ns, CompletableFuture<?> answer)
            throws InterruptedException, ExecutionException {
        try {
            answer.get(ns, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        }
    }

    private boolean leaveForBetterWay() {
        Channel silent = channel;
        if (silent == null || !hasBetterWay(silent)) {
            return false;
        }
        channel = null;
        silent.close();
        return true;
    }

    /** The next call opens a new connection. A call that waits fails. Any thread. */
    void disconnect() {
        Dial dialling = dial;
        if (dialling != null) {
            dialling.abandon();
        }
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    /** Any thread. */
    @Override
    public void close() {
        closed = true;
        disconnect();
        ReferenceCountUtil.release(tls);
    }

    private IOException unreachable(Throwable cause) {
        return new IOException("the control plane at " + address + " cannot be asked: " + reason(cause), cause);
    }

    /** The trust manager's own sentence is somewhere below what TLS makes of it. */
    private static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }

    private Channel connected(CompletableFuture<Answer> answer)
            throws IOException, InterruptedException, ExecutionException {
        Channel open = channel;
        if (open != null && isBarred(open)) {
            open.close();
            open = null;
        }
        if (open == null || !open.isActive()) {
            open = connect();
        }
        open.pipeline().get(Receiver.class).expect(answer);
        return open;
    }

    private boolean isBarred(Channel open) {
        return open.localAddress() instanceof InetSocketAddress from
                && ways.get().isBarred(from.getAddress());
    }

    /** Whether the uplink that it leaves by is in doubt, and the best one is not. */
    private boolean hasBetterWay(Channel open) {
        Ways now = ways.get();
        if (!(open.localAddress() instanceof InetSocketAddress from)
                || !(open.remoteAddress() instanceof InetSocketAddress to)
                || !now.isDoubtful(from.getAddress())) {
            return false;
        }
        List<InetAddress> sources = now.sources(to);
        return !sources.isEmpty() && !now.isDoubtful(sources.getFirst());
    }

    private Channel connect() throws IOException, InterruptedException, ExecutionException {
        if (closed) {
            throw new IOException("this session is closed");
        }
        InetSocketAddress to = address.resolve();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new Pipeline());
        Dial fresh = new Dial(bootstrap, to, ways.get());
        dial = fresh;
        try {
            if (closed) {
                fresh.abandon();
            }
            Channel open = fresh.open();
            channel = open;
            if (closed) {
                open.close();
            }
            return open;
        } finally {
            dial = null;
        }
    }

    private FullHttpRequest request(HttpMethod method, String path, String body) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, method, path, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        request.headers().set(HttpHeaderNames.HOST, address.toString());
        request.headers().set(HttpHeaderNames.ACCEPT, "application/json, application/problem+json");
        if (!body.isEmpty()) {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        }
        HttpUtil.setContentLength(request, request.content().readableBytes());
        return request;
    }

    private final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel fresh) {
            fresh.pipeline()
                    .addLast(
                            tls.newHandler(fresh.alloc()),
                            new HttpClientCodec(),
                            new HttpObjectAggregator(ANSWER_BYTES_MAX),
                            new Receiver());
        }
    }

    /** Answers come in the order of the calls, and there is one call at a time. */
    private static final class Receiver extends SimpleChannelInboundHandler<FullHttpResponse> {
        private volatile @Nullable CompletableFuture<Answer> expected;

        void expect(CompletableFuture<Answer> answer) {
            expected = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            CompletableFuture<Answer> waiting = expected;
            if (waiting != null) {
                waiting.complete(
                        new Answer(response.status().code(), response.content().toString(StandardCharsets.UTF_8)));
            }
            if (!HttpUtil.isKeepAlive(response)) {
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(new IOException("the connection was closed"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(cause);
            context.close();
        }

        private void fail(Throwable cause) {
            CompletableFuture<Answer> waiting = expected;
            if (waiting != null) {
                waiting.completeExceptionally(cause);
            }
        }
    }
}
