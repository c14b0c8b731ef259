package dev.braid.node.carrier;

import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.identity.PeerId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a carrier's pipeline: first the handshake, one side of which is a {@link Greeting}, then frames.
 *
 * <pre>
 *   connected -> TLS done -> greeted -> up -> (draining) -> ended
 *        \___________\__________\________________________/  each step can end it, once, with one reason
 * </pre>
 */
final class CarrierHandler extends ChannelInboundHandlerAdapter {
    /** One side's part between TLS and up. */
    interface Greeting {
        /** TLS is done and the peer is who its certificate says. */
        void secured(CarrierHandler handler, Secured secured) throws SSLException;

        /** The peer's answer, borrowed. */
        void greeted(CarrierHandler handler, int type, ByteBuf buffer, int index, int lengthBytes)
                throws MalformedHelloException;

        /** It ended before it was up. */
        void failed(CarrierEnd end);
    }

    record Secured(PeerId peer, X509Certificate certificate, CarrierTls.Agreed agreed) {}

    /** From the first packet to WELCOME, over any link people use. */
    static final long HANDSHAKE_MS = 8_000;

    private static final long PING_EVERY_MS = 5_000;
    /** A pool is large and mostly idle, and its bytes may cost money; that the hub is gone, the packet lane's carriers tell. */
    private static final long POOL_PING_EVERY_MS = 30_000;

    private static final int SILENT_PINGS = 4;

    private final Channel channel;
    private final SslHandler tls;
    private final Greeting greeting;
    private final FrameDecoder decoder;
    private final AtomicReference<CarrierEnd> end = new AtomicReference<>();
    private @Nullable Carrier carrier;
    private @Nullable ScheduledFuture<?> timer;
    private boolean connected;
    private boolean byeSaid;
    private boolean byeHeard;

    CarrierHandler(Channel channel, SslHandler tls, Greeting greeting) {
        this.channel = channel;
        this.tls = tls;
        this.greeting = greeting;
        this.decoder = new FrameDecoder(channel.alloc());
        tls.setHandshakeTimeoutMillis(HANDSHAKE_MS);
        tls.setCloseNotifyFlushTimeoutMillis(200);
        tls.setWrapDataSize(Carrier.BUFFER_BYTES);
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connected = true;
        timer = ctx.executor()
                .schedule(
                        () -> end(new CarrierEnd(Reason.HANDSHAKE_TIMEOUT, "no handshake in " + HANDSHAKE_MS + " ms")),
                        HANDSHAKE_MS,
                        TimeUnit.MILLISECONDS);
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                X509Certificate certificate =
                        (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
                greeting.secured(this, new Secured(PeerId.of(certificate), certificate, CarrierTls.agreed(tls)));
            } else if (end.get() == null) {
                end(CarrierEnd.of(done.cause()));
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (carrier != null) {
                carrier.read(in.readableBytes());
            }
            if (end.get() == null && !decoder.decode(in, this::frame)) {
                end(new CarrierEnd(Reason.PROTOCOL, "a frame of an impossible type or length"));
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (carrier != null && end.get() == null) {
            carrier.readComplete();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (carrier != null && channel.isWritable()) {
            carrier.becameWritable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!connected) {
            return; // TLS stumbles over a connection that never was; whoever connects knows the real reason
        }
        Throwable inner = cause.getCause() instanceof SSLException ssl ? ssl : cause;
        end(CarrierEnd.of(inner));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(new CarrierEnd(
                carrier == null || !carrier.isDraining() ? Reason.PEER_CLOSED : Reason.REPLACED,
                "the peer closed the connection"));
        ctx.fireChannelInactive();
    }

    boolean hasEnded() {
        return end.get() != null;
    }

    /** Any thread; the first reason counts. */
    void end(CarrierEnd reason) {
        if (end.compareAndSet(null, reason)) {
            channel.close();
            channel.eventLoop().execute(() -> finish(reason));
        }
    }

    /** Loop only: from here on frames go to the carrier's sink. */
    Carrier up(Secured secured, Hello hello, long peerFeatures) {
        CarrierSocket.readMuch(channel, hello.lane());
        boolean peerTells = Feature.CREDIT.in(peerFeatures);
        if (!(channel instanceof UnixChannel unix)) {
            return up(secured, hello, peerFeatures, null, new Credit(peerTells, () -> 0));
        }
        int fd = unix.fd().intValue();
        Credit credit = new Credit(peerTells, () -> KernelQueue.roundTripNs(fd));
        KernelQueue queue = KernelQueue.of(fd);
        Congestion control = new Congestion(fd);
        if (hello.lane() == Lane.STREAM) {
            queue.follow(new Burst(control));
        } else {
            control.forMuch();
        }
        return up(secured, hello, peerFeatures, queue, credit);
    }

    /** The same with a kernel that a test has in hand. */
    Carrier up(Secured secured, Hello hello, long peerFeatures, @Nullable KernelQueue queue, Credit credit) {
        cancelTimer();
        Carrier up = new Carrier(channel, secured, hello, peerFeatures, this, queue, credit);
        carrier = up;
        long everyMs = hello.lane() == Lane.STREAM ? POOL_PING_EVERY_MS : PING_EVERY_MS;
        timer = channel.eventLoop()
                .scheduleWithFixedDelay(() -> keepAlive(up, everyMs), everyMs, everyMs, TimeUnit.MILLISECONDS);
        return up;
    }

    /** After everything that was written before. */
    void sayBye() {
        ByteBuf b = channel.alloc().directBuffer(Frame.HEADER_BYTES);
        channel.writeAndFlush(b.writeInt(Frame.header(Frame.BYE, 0))).addListener(_ -> {
            byeSaid = true;
            endWhenBothSaidBye();
        });
    }

    private void sendStamp(Carrier up, int type, long stamp) {
        ByteBuf b = channel.alloc().directBuffer(Frame.HEADER_BYTES + 8);
        up.wrote(Frame.HEADER_BYTES + 8);
        channel.writeAndFlush(b.writeInt(Frame.header(type, 8)).writeLong(stamp), channel.voidPromise());
    }

    /** A peer that asks and does not read must not fill our memory with answers. */
    private void pong(Carrier up, long stamp) {
        if (channel.isWritable() && !up.isDraining()) {
            sendStamp(up, Frame.PONG, stamp);
        }
    }

    private void keepAlive(Carrier up, long everyMs) {
        long maxMs = SILENT_PINGS * everyMs;
        if (up.silentNs() > TimeUnit.MILLISECONDS.toNanos(maxMs)) {
            end(new CarrierEnd(Reason.SILENT, "nothing was heard for " + maxMs / 1_000 + " s"));
        } else {
            ping(up);
        }
    }

    void ping(Carrier up) {
        // bytes that a closing peer has not read make its kernel reset, and lose what it sent
        if (channel.isWritable() && !up.isDraining()) {
            sendStamp(up, Frame.PING, System.nanoTime());
        }
    }

    /** That we have passed on so much, for its {@link Credit}. */
    void tell(Carrier up, long passedOnBytes) {
        if (!up.isDraining()) {
            sendStamp(up, Frame.CREDIT, passedOnBytes);
        }
    }

    private boolean frame(int type, ByteBuf buffer, int index, int lengthBytes) {
        Carrier up = carrier;
        if (up == null) {
            greet(type, buffer, index, lengthBytes);
            return end.get() == null;
        }
        switch (type) {
            case Frame.PING -> pong(up, buffer.getLong(index));
            case Frame.PONG -> up.pong(buffer.getLong(index));
            case Frame.CREDIT -> up.credit(buffer.getLong(index));
            case Frame.BYE -> bye(up);
            case Frame.HELLO, Frame.WELCOME, Frame.REFUSE ->
                end(new CarrierEnd(Reason.PROTOCOL, "a second handshake on the same carrier"));
            default -> up.frame(type, buffer, index, lengthBytes);
        }
        return end.get() == null;
    }

    private void greet(int type, ByteBuf buffer, int index, int lengthBytes) {
        try {
            greeting.greeted(this, type, buffer, index, lengthBytes);
        } catch (MalformedHelloException e) {
            end(new CarrierEnd(Reason.PROTOCOL, String.valueOf(e.getMessage())));
        }
    }

    /** Whoever hears BYE answers it when it has nothing left to send; whoever has said and heard it closes. */
    private void bye(Carrier up) {
        byeHeard = true;
        if (!up.isDraining()) {
            up.peerDrains();
        }
        endWhenBothSaidBye();
    }

    private void endWhenBothSaidBye() {
        if (byeSaid && byeHeard) {
            end(new CarrierEnd(Reason.REPLACED, "drained"));
        }
    }

    private void finish(CarrierEnd reason) {
        cancelTimer();
        decoder.close();
        if (carrier != null) {
            carrier.ended(reason);
        } else {
            greeting.failed(reason);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
