package dev.braid.node.agent;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection, tried from several of our addresses and at last by the machine's own routing, each a little after the one before; the first
 * whose TLS is up wins (after RFC 8305). From an uplink's address it leaves by that uplink, whatever goes into the tunnel. Where routing would
 * take an address that is barred, it is not tried.
 */
final class Dial {
    private static final long STAGGER_MS = 250;

    private final Bootstrap bootstrap;
    private final InetSocketAddress to;
    private final List<InetAddress> sources;
    private final boolean routing;
    private final AtomicInteger left;
    private final CompletableFuture<Channel> winner = new CompletableFuture<>();
    private final Semaphore ended = new Semaphore(0);
    private final Queue<Channel> attempts = new ConcurrentLinkedQueue<>();

    /** @param bootstrap whose handler puts an {@link SslHandler} in the pipeline */
    Dial(Bootstrap bootstrap, InetSocketAddress to, Ways ways) {
        this.bootstrap = bootstrap;
        this.to = to;
        sources = ways.sources(to).stream()
                .filter(s -> s.getClass() == to.getAddress().getClass())
                .distinct()
                .toList();
        InetAddress routed = routed(to);
        routing = routed == null || !ways.isBarred(routed);
        left = new AtomicInteger(sources.size() + (routing ? 1 : 0));
    }

    /** Our address that routing chooses; null where it leads nowhere, which the attempt itself will say. Nothing is sent. */
    private static @Nullable InetAddress routed(InetSocketAddress to) {
        StandardProtocolFamily family =
                to.getAddress() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try (DatagramChannel asked = DatagramChannel.open(family)) {
            asked.connect(to);
            return asked.getLocalAddress() instanceof InetSocketAddress from ? from.getAddress() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Waits for the winner. @throws ExecutionException when none is left, with the last one's cause */
    Channel open() throws InterruptedException, ExecutionException {
        if (left.get() == 0) {
            throw new ExecutionException(new IOException("no uplink may be used for it"));
        }
        for (InetAddress source : sources) {
            attempt(source);
            if (ended.tryAcquire(STAGGER_MS, TimeUnit.MILLISECONDS) && winner.isDone()) {
                break;
            }
        }
        if (routing && !winner.isDone()) {
            attempt(null);
        }
        return winner.get();
    }

    /** {@link #open} fails, unless it has come back. Any thread. */
    void abandon() {
        if (winner.completeExceptionally(new IOException("the connection was given up"))) {
            attempts.forEach(Channel::close);
            ended.release();
        }
    }

    private void attempt(@Nullable InetAddress source) {
        ChannelFuture connecting =
                source == null ? bootstrap.connect(to) : bootstrap.connect(to, new InetSocketAddress(source, 0));
        Channel channel = connecting.channel();
        attempts.add(channel);
        if (winner.isCompletedExceptionally()) {
            channel.close();
        }
        connecting.addListener(connected -> {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            if (!connected.isSuccess() || tls == null) {
                failed(channel, connected.cause());
                return;
            }
            tls.handshakeFuture().addListener(up -> {
                if (up.isSuccess()) {
                    won(channel);
                } else {
                    failed(channel, up.cause());
                }
            });
        });
    }

    private void won(Channel channel) {
        if (winner.complete(channel)) {
            attempts.stream().filter(c -> !c.equals(channel)).forEach(Channel::close);
        } else {
            channel.close();
        }
        ended.release();
    }

    private void failed(Channel channel, @Nullable Throwable cause) {
        channel.close();
        if (left.decrementAndGet() == 0) {
            winner.completeExceptionally(cause == null ? new IOException("the connection was closed") : cause);
        }
        ended.release();
    }
}
