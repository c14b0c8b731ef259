package dev.braid.node.carrier;

import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.identity.PeerId;
import dev.braid.node.mptcp.MptcpSocket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.UnixChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated connection between an edge and a hub that has said HELLO and WELCOME. Everything but {@link #close} and the plain
 * readings is for its event loop only.
 */
public final class Carrier {
    /** Well under the 2^24.5 full records that AES-GCM allows a key; RFC 8446 section 5.5. */
    private static final long MAX_RECORDS = 1L << 23;

    private static final int RECORD_BYTES = 16_384;

    /**
     * Frames in buffers of this size cost least: TLS seals each without cutting or copying, and two of them sealed, with 22 bytes for each
     * record, are within the 128 KB that Netty hands to a socket at once; a few bytes more would be a call and a segment of their own.
     */
    public static final int BUFFER_BYTES = 65_400;

    private final Channel channel;
    private final PeerId peer;
    private final X509Certificate certificate;
    private final Hello hello;
    private final long features;
    private final CarrierTls.Agreed agreed;
    private final long openedNs;
    private final CarrierHandler handler;
    private final @Nullable KernelQueue kernelQueue;
    private final Credit credit;
    private final AckNudge nudge;

    private long bytesWritten;
    private long recordsWritten;
    private long bytesRead;
    private long recordsRead;
    private long lastReadNs = System.nanoTime();
    private long rttNs;
    private boolean draining;
    private boolean asking;
    private boolean paused;
    private @Nullable CarrierSink sink;

    Carrier(
            Channel channel,
            CarrierHandler.Secured secured,
            Hello hello,
            long features,
            CarrierHandler handler,
            @Nullable KernelQueue kernelQueue,
            Credit credit) {
        this.channel = channel;
        this.peer = secured.peer();
        this.certificate = secured.certificate();
        this.agreed = secured.agreed();
        this.hello = hello;
        this.features = features;
        this.credit = credit;
        this.handler = handler;
        this.kernelQueue = kernelQueue;
        openedNs = channel.eventLoop().ticker().nanoTime();
        nudge = new AckNudge(channel.eventLoop(), () -> !paused && channel.isActive(), () -> handler.ping(this));
    }

    public PeerId peer() {
        return peer;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public Hello hello() {
        return hello;
    }

    /** Bits of {@link Feature} that the peer has. */
    public long peerFeatures() {
        return features;
    }

    public CarrierTls.Agreed agreed() {
        return agreed;
    }

    public EventLoop loop() {
        return channel.eventLoop();
    }

    /** Our address of the initial subflow. */
    public InetAddress source() {
        return ((InetSocketAddress) channel.localAddress()).getAddress();
    }

    /** The peer's address of the initial subflow. */
    public InetSocketAddress remote() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    /** For socket options and readings; the carrier owns it. */
    public int fd() {
        return ((UnixChannel) channel).fd().intValue();
    }

    public boolean isOpen() {
        return channel.isActive();
    }

    /**
     * Whether it had to do without MPTCP, and lives. Order matters: the descriptor of one that has just ended has no protocol at all, and
     * ends no sooner than the channel says so.
     */
    public boolean isPlainTcp() {
        return !MptcpSocket.isMptcp(fd()) && isOpen();
    }

    /** Whether it is the one that was made on {@code other}. */
    public boolean isOn(Channel other) {
        return channel.equals(other);
    }

    public long ageNs() {
        return loop().ticker().nanoTime() - openedNs;
    }

    /** TLS payload, headers of frames included. */
    public long bytesWritten() {
        return bytesWritten;
    }

    public long bytesRead() {
        return bytesRead;
    }

    /** Round trip of the last PING through everything that was queued before it; 0 before the first. */
    public long rttNs() {
        return rttNs;
    }

    /** Whether the keys have done their share and a fresh carrier should take over. */
    public boolean isWorn(long maxAgeNs) {
        return recordsWritten > MAX_RECORDS || recordsRead > MAX_RECORDS || ageNs() > maxAgeNs;
    }

    public boolean isDraining() {
        return draining;
    }

    /** Who gets the frames from now on. */
    public void sink(CarrierSink newSink) {
        sink = newSink;
    }

    /** Keeps the queues of links short, together with others of its tunnel. */
    public void holdBack(QueueHold with) {
        if (kernelQueue != null) {
            kernelQueue.holdBack(with);
        }
    }

    /** Whether more may be written without queueing much; true again is told by {@link CarrierSink#writable}. */
    public boolean isWritable() {
        if (!channel.isWritable() || !credit.hasRoom()) {
            if (kernelQueue != null) {
                kernelQueue.waits();
            }
            return false;
        }
        if (kernelQueue != null && !kernelQueue.hasRoom(System.nanoTime())) {
            askAgainSoon(kernelQueue);
            return false;
        }
        return true;
    }

    /** Queues whole frames; {@code frames} is ours from here on. */
    public void write(ByteBuf frames) {
        int length = frames.readableBytes();
        wrote(length);
        if (kernelQueue != null) {
            kernelQueue.spent(length, System.nanoTime());
        }
        recordsWritten += (length + RECORD_BYTES - 1) / RECORD_BYTES;
        channel.write(frames, channel.voidPromise());
    }

    public void flush() {
        channel.flush();
        if (kernelQueue != null) {
            kernelQueue.flushed();
        }
    }

    /** What was to be said has been: what comes is something else. */
    public void rest() {
        if (kernelQueue != null && channel.isActive()) {
            kernelQueue.rest();
        }
    }

    /** Reads no more until {@link #resume}, so that the peer's kernel holds back what we cannot pass on. What was read still comes. */
    public void pause() {
        if (!paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
    }

    public void resume() {
        if (paused) {
            paused = false;
            lastReadNs = System.nanoTime();
            channel.config().setAutoRead(true);
        }
    }

    /** Tells the peer that nothing more comes from us. It is closed when the peer has said the same. */
    public void drain() {
        if (!draining) {
            draining = true;
            handler.sayBye();
        }
    }

    /** Any thread. What is queued is lost. */
    public void close(Reason reason, String detail) {
        handler.end(new CarrierEnd(reason, detail));
    }

    /** Nothing tells when the kernel's queue has drained, so we look, as long as somebody waits. */
    private void askAgainSoon(KernelQueue queue) {
        if (!asking && channel.isActive()) {
            asking = true;
            channel.eventLoop()
                    .schedule(
                            () -> {
                                asking = false;
                                if (isWritable()) {
                                    becameWritable();
                                }
                            },
                            queue.askAgainNs(),
                            TimeUnit.NANOSECONDS);
        }
    }

    void read(int bytes) {
        bytesRead += bytes;
        credit.read(bytes);
        nudge.heard(bytes);
        recordsRead += (bytes + RECORD_BYTES - 1) / RECORD_BYTES;
        lastReadNs = System.nanoTime();
    }

    /** Through whatever way. */
    void wrote(int bytes) {
        bytesWritten += bytes;
        credit.wrote(bytes);
        nudge.said();
    }

    /** The peer has passed on so much. */
    void credit(long passedOnBytes) {
        boolean waited = !credit.hasRoom();
        credit.heard(passedOnBytes, System.nanoTime());
        if (waited && isWritable()) {
            becameWritable();
        }
    }

    /** Since the peer was heard last; whoever does not listen cannot tell. */
    long silentNs() {
        return paused ? 0 : System.nanoTime() - lastReadNs;
    }

    void pong(long sentNs) {
        rttNs = Math.max(1, System.nanoTime() - sentNs);
    }

    void frame(int type, ByteBuf buffer, int index, int lengthBytes) {
        if (sink != null) {
            sink.frame(type, buffer, index, lengthBytes);
        }
    }

    void readComplete() {
        if (sink != null) {
            sink.readComplete();
        }
        if (credit.isDue()) {
            handler.tell(this, credit.tell());
        }
        nudge.readComplete();
    }

    void becameWritable() {
        if (sink != null) {
            sink.writable();
        }
    }

    void peerDrains() {
        credit.peerLeaves();
        if (sink != null) {
            sink.peerDrains();
        }
    }

    void ended(CarrierEnd end) {
        if (sink != null) {
            sink.closed(end);
        }
    }

    @Override
    public String toString() {
        return hello.lane().label() + " carrier " + hello.index() + " with " + peer;
    }
}
