package dev.braid.node.lane.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection and, until both directions have ended, the carrier it uses.
 *
 * <pre>
 *   taken:      accepted -> OPEN said -> both ways -> ended
 *   originated: OPEN heard -> connecting -> OPENED said -> both ways -> ended
 * </pre>
 *
 * <p>The socket lingers for no time, so whenever it is closed before its time, by us or by the end of this process, its peer sees a reset.
 */
final class Flow extends ChannelInboundHandlerAdapter {
    private static final int LOW_WATER_PER = 4;

    private final EpollSocketChannel tcp;
    private final StreamPeer peer;
    private final LoopFlows loop;
    private final boolean taken;
    private final InetSocketAddress destination;
    private final InetSocketAddress source;
    private final long beganNs;

    private @Nullable StreamCarrier carrier;
    private boolean connected;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean finHeard;
    private boolean written;
    private boolean over;
    private long bytesOut;
    private long bytesIn;
    private long lastNs;

    private Flow(
            EpollSocketChannel tcp,
            StreamCarrier carrier,
            StreamPeer peer,
            boolean taken,
            InetSocketAddress destination,
            InetSocketAddress source,
            long beganNs) {
        this.tcp = tcp;
        this.carrier = carrier;
        this.peer = peer;
        this.loop = carrier.loop();
        this.taken = taken;
        this.connected = taken;
        this.destination = destination;
        this.source = source;
        this.beganNs = beganNs;
        this.lastNs = beganNs;
        loop.add(this);
        int share = loop.shareBytes();
        tcp.config().setWriteBufferWaterMark(new WriteBufferWaterMark(share / LOW_WATER_PER, share));
        tcp.pipeline().addLast(this);
    }

    /** Of an accepted connection that no loop has yet. */
    static Flow taken(EpollSocketChannel tcp, StreamCarrier carrier, StreamPeer peer, StreamPeer.Taken taken) {
        return new Flow(tcp, carrier, peer, true, taken.destination(), taken.source(), taken.atNs());
    }

    /** Of a connection that we are about to make for the peer. */
    static Flow originated(EpollSocketChannel tcp, StreamCarrier carrier, StreamPeer peer, Open open) {
        return new Flow(tcp, carrier, peer, false, open.destination(), open.source(), System.nanoTime());
    }

    InetSocketAddress source() {
        return source;
    }

    boolean isOf(StreamPeer other) {
        return peer == other;
    }

    boolean isTaken() {
        return taken;
    }

    FlowFigures figures() {
        StreamCarrier uses = carrier;
        return new FlowFigures(
                taken,
                source,
                destination,
                System.nanoTime() - beganNs,
                bytesOut,
                bytesIn,
                uses == null ? null : uses.carrier());
    }

    /** An accepted connection is on its loop: its bytes may come. */
    void start() {
        if (over) {
            tcp.close();
        } else {
            tcp.config().setAutoRead(true);
        }
    }

    /** The outcome of connecting. */
    void connected(ChannelFuture outcome) {
        StreamCarrier uses = carrier;
        if (over || uses == null) {
            close();
        } else if (!outcome.isSuccess()) {
            carrier = null;
            close();
            uses.refuse(Origin.reason(outcome.cause()));
        } else {
            connected = true;
            uses.opened();
            tcp.flush();
            if (finHeard) {
                endOutput();
            }
            tcp.config().setAutoRead(true);
        }
    }

    /** The far end is connected. */
    void opened() {
        peer.counters().opened(System.nanoTime() - beganNs);
    }

    void fromCarrier(ByteBuf buffer, int index, int lengthBytes) {
        bytesIn += lengthBytes;
        written = true;
        tcp.write(buffer.retainedSlice(index, lengthBytes), tcp.voidPromise());
        StreamCarrier uses = carrier;
        if (uses != null && !tcp.isWritable()) {
            uses.pause();
        }
    }

    void carrierReadComplete() {
        if (written && connected) {
            written = false;
            lastNs = System.nanoTime();
            tcp.flush();
        }
    }

    void carrierWritable() {
        StreamCarrier uses = carrier;
        if (uses != null && connected && !inputEnded && !tcp.config().isAutoRead() && uses.isWritable()) {
            tcp.config().setAutoRead(true);
        }
    }

    void finHeard() {
        finHeard = true;
        if (connected) {
            endOutput();
        }
        letGo();
    }

    /** The other side has reset or refused it. */
    void brokenOff() {
        carrier = null;
        close();
    }

    void carrierLost() {
        carrier = null;
        close();
    }

    /** Breaks it off on both sides. */
    void abort(Refused reason) {
        StreamCarrier uses = carrier;
        carrier = null;
        close();
        if (uses != null) {
            uses.reset(reason);
        }
    }

    void checkIdle(long nowNs, long idleNs) {
        if (nowNs - lastNs > idleNs) {
            abort(Refused.IDLE);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        StreamCarrier uses = carrier;
        if (uses == null) {
            bytes.release();
            return;
        }
        bytesOut += bytes.readableBytes();
        uses.send(bytes);
        if (!uses.isWritable()) {
            tcp.config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        lastNs = System.nanoTime();
        StreamCarrier uses = carrier;
        if (uses != null) {
            uses.flush();
            carrierWritable(); // it may have been told during our own flush, and nobody tells again
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        StreamCarrier uses = carrier;
        if (uses != null && tcp.isWritable()) {
            uses.resume();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
            inputEnded = true;
            StreamCarrier uses = carrier;
            if (uses != null) {
                uses.finish();
            }
            letGo();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (connected) {
            abort(Refused.RESET);
        } // who connects is told why it failed
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (connected && !(inputEnded && outputEnded)) {
            abort(Refused.RESET);
        }
        over();
    }

    /** After everything that was written before. */
    private void endOutput() {
        tcp.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && !over) {
                tcp.shutdownOutput();
                outputEnded = true;
                letGo();
            }
        });
    }

    /** With both directions over, the carrier is no longer ours, and the socket may say goodbye properly. */
    private void letGo() {
        if (inputEnded && finHeard) {
            carrier = null;
        }
        if (inputEnded && outputEnded && !over) {
            over();
            tcp.config().setSoLinger(-1);
            tcp.close();
        }
    }

    private void close() {
        over();
        if (tcp.isRegistered()) {
            tcp.close();
        } else {
            tcp.unsafe().closeForcibly();
        }
    }

    private void over() {
        if (!over) {
            over = true;
            loop.remove(this);
            peer.left(this);
        }
    }
}
