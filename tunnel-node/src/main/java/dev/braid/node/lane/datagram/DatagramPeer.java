package dev.braid.node.lane.datagram;

import dev.braid.node.carrier.Frame;
import dev.braid.node.path.probe.ProbeKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One tunnel's datagrams, both ways. Nothing is sent before {@link #begin}. */
public final class DatagramPeer {
    /** Behind the packet in a COPY frame: session 4 bytes, channel 4, sequence 8. */
    public static final int COPY_TRAILER_BYTES = 16;

    /** Gets packets as they come. */
    @FunctionalInterface
    public interface Arrivals {
        /** A virtio-net header and a packet, borrowed until it returns. On the loop that reads the probes' sockets. */
        void packet(ByteBuf buffer, int lengthBytes);
    }

    private final Arrivals arrivals;
    private final int loops;
    /** Keys that were begun once: with the same again, sequences would be nonces again. */
    private final Set<Long> begun = new HashSet<>();

    private final byte[] plain = new byte[Datagram.MAX_PAYLOAD_BYTES];
    private final LongAdder sent = new LongAdder();
    private final LongAdder copies = new LongAdder();
    private final LongAdder doubles = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile @Nullable DatagramSession session;

    /** @param loops event loops that send */
    public DatagramPeer(int loops, Arrivals arrivals) {
        this.arrivals = arrivals;
        this.loops = Math.min(loops, Datagram.MAX_CHANNELS);
    }

    /** From here on with this key; nothing happens when it is the one in use. One that was in use before ends the lane until there is another. */
    public synchronized void begin(ProbeKey key, boolean weAreEdge, Roads roads) {
        DatagramSession before = session;
        if (before == null || !before.isOf(key)) {
            session = begun.add(key.session()) ? new DatagramSession(key, weAreEdge, roads, loops) : null;
        }
    }

    public DatagramFigures figures() {
        return new DatagramFigures(sent.sum(), copies.sum(), doubles.sum(), refused.sum());
    }

    /**
     * Offers a packet that may be lost. When it could leave one way only, {@code frame} is a COPY from here on, for the caller to send by a
     * carrier too.
     *
     * @param loop the calling one's number
     * @param frame room for a frame's header, then virtio-net header and packet up to the writer index
     * @param whole false when it stands for several packets
     * @return whether all is done
     */
    public boolean offer(int loop, ByteBuf frame, int flowHash, boolean whole, long nowNs) {
        DatagramSession now = session;
        int bytes = frame.writerIndex() - Frame.HEADER_BYTES;
        if (now == null || loop >= loops) {
            return false;
        }
        if (!whole || bytes > Datagram.MAX_PAYLOAD_BYTES) {
            now.light(loop).isLarge(flowHash, nowNs);
            return false;
        }
        if (!now.light(loop).isLight(flowHash, bytes, nowNs)) {
            return false;
        }
        SealingChannel channel = now.sealing(loop);
        int length = channel.seal(frame, Frame.HEADER_BYTES, bytes);
        int ways = now.roads().carry(channel.datagram(), length, nowNs);
        sent.add(ways);
        if (ways == 1) {
            copies.increment();
            frame.setInt(0, Frame.header(Frame.COPY, bytes + COPY_TRAILER_BYTES));
            frame.writeInt(now.tag()).writeInt(loop).writeLong(channel.sequence());
        }
        return ways > 1;
    }

    /** A datagram off the probes' sockets; always on the same loop. */
    public void arrived(byte[] datagram, int lengthBytes) {
        DatagramSession now = session;
        if (now == null || !now.isSound(datagram, lengthBytes)) {
            refused.increment();
            return;
        }
        switch (now.opening(Datagram.channel(datagram)).open(datagram, lengthBytes, plain)) {
            case SEEN -> doubles.increment();
            case FALSE -> refused.increment();
            case FIRST -> {
                int bytes = lengthBytes - Datagram.HEADER_BYTES - DatagramKeys.TAG_BYTES;
                ByteBuf packet = PooledByteBufAllocator.DEFAULT.directBuffer(bytes, bytes);
                try {
                    arrivals.packet(packet.writeBytes(plain, 0, bytes), bytes);
                } finally {
                    packet.release();
                }
            }
        }
    }

    /** Whether the packet of a COPY frame, of that payload, is to be delivered. Any loop. */
    public boolean isFirst(ByteBuf frame, int index, int lengthBytes) {
        DatagramSession now = session;
        int at = index + lengthBytes - COPY_TRAILER_BYTES;
        int channel = frame.getInt(at + 4);
        if (now == null || frame.getInt(at) != now.tag() || channel < 0 || channel >= Datagram.MAX_CHANNELS) {
            return true; // no datagram of it can have been taken
        }
        boolean first = now.opening(channel).accept(frame.getLong(at + 8));
        if (!first) {
            doubles.increment();
        }
        return first;
    }
}
