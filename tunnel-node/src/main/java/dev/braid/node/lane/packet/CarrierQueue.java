package dev.braid.node.lane.packet;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierSink;
import dev.braid.node.carrier.Frame;
import dev.braid.node.tun.VirtioNetHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way to one carrier. While the carrier takes them they pass straight through, small ones gathered so that TLS records
 * are full; when it is full they wait in a {@link FairQueue}. For the carrier's loop only, but for the readings.
 */
final class CarrierQueue implements CarrierSink {
    /** Up to here copying a frame is cheaper than keeping a whole read buffer for it. */
    static final int COPY_MAX_BYTES = 8 * 1024;

    private static final int BATCH_BYTES = 32 * 1024;
    private static final int FLUSH_BYTES = 64 * 1024;

    /** On the way here from other loops, which may read faster than this one works. */
    private static final int CROSSING_MAX_BYTES = 1024 * 1024;

    private final Carrier carrier;
    private final PacketPeer peer;
    private final int loop;
    private final LaneCounters counters;
    private final Inbound inbound;
    private final QueueMemory memory;
    private final FairQueue waiting;
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;

    private @Nullable ByteBuf batch;
    private int unflushedBytes;
    private boolean flushing;
    private boolean pumping;
    private boolean closing;
    private boolean ended;
    private final AtomicInteger crossingBytes = new AtomicInteger();

    CarrierQueue(Carrier carrier, PacketPeer peer, int loop, Inbound inbound, QueueMemory memory) {
        this.carrier = carrier;
        this.peer = peer;
        this.loop = loop;
        this.counters = peer.counters(loop);
        this.inbound = inbound;
        this.memory = memory;
        this.waiting = new FairQueue(counters::droppedOutbound);
    }

    Carrier carrier() {
        return carrier;
    }

    int waitingPackets() {
        return waiting.packets();
    }

    int waitingBytes() {
        return waiting.bytes();
    }

    /**
     * Sends or queues the frame in {@code frame}, from 0 to its writer index. Nothing leaves before {@link #flush}.
     *
     * @return whether the buffer is ours now; if not, it was copied and the caller may use it again
     */
    boolean offer(ByteBuf frame, int flowHash) {
        if (ended) {
            counters.droppedOutbound(DropReason.NO_CARRIER);
            return false;
        }
        if (waiting.isEmpty() && carrier.isWritable()) {
            return send(frame);
        }
        boolean keep = frame.writerIndex() > COPY_MAX_BYTES;
        if (waiting.isEmpty()) {
            memory.busy();
        }
        waiting.add(keep ? frame : copy(frame), flowHash, System.nanoTime(), memory.perQueueBytes());
        return keep;
    }

    /**
     * Copies the frame and offers it on the carrier's loop; for the other loops.
     *
     * @return false when too many bytes are on their way already
     */
    boolean offerFromElsewhere(ByteBuf frame, int flowHash) {
        int bytes = frame.writerIndex();
        if (crossingBytes.addAndGet(bytes) > CROSSING_MAX_BYTES) {
            crossingBytes.addAndGet(-bytes);
            return false;
        }
        ByteBuf copy = copy(frame);
        carrier.loop().execute(() -> {
            crossingBytes.addAndGet(-bytes);
            if (!offer(copy, flowHash)) {
                copy.release();
            }
            flush();
        });
        return true;
    }

    /** Hands what was gathered to the carrier. */
    void flush() {
        if (flushing) {
            return;
        }
        flushing = true;
        sendBatch();
        unflushedBytes = 0;
        carrier.flush();
        flushing = false;
        if (mayPump()) { // it was told during our own flush, and nobody tells again
            writable();
        }
    }

    @Override
    public void frame(int type, ByteBuf buffer, int index, int lengthBytes) {
        if (type == Frame.PACKET) {
            inbound.packet(peer, counters, buffer, index, lengthBytes);
        } else if (type == Frame.COPY) {
            peer.copy(loop, buffer, index, lengthBytes);
        } else {
            peer.control(carrier, type, buffer, index, lengthBytes);
        }
    }

    @Override
    public void writable() {
        if (flushing || pumping) {
            return;
        }
        boolean wasWaiting = !waiting.isEmpty();
        pumping = true;
        do {
            pump();
            flush();
        } while (!waiting.isEmpty() && carrier.isWritable());
        pumping = false;
        if (wasWaiting && waiting.isEmpty()) {
            memory.idle();
        }
        if (closing && waiting.isEmpty()) {
            carrier.drain();
        }
    }

    /** No more will be offered; what waits is sent first. */
    void drain() {
        closing = true;
        writable();
    }

    @Override
    public void peerDrains() {
        peer.retire(this);
        drain();
    }

    @Override
    public void closed(CarrierEnd end) {
        ended = true;
        if (!waiting.isEmpty()) {
            memory.idle();
        }
        waiting.close();
        if (batch != null) {
            batch.release();
            batch = null;
        }
        peer.gone(this, end);
    }

    private boolean mayPump() {
        return !pumping && !waiting.isEmpty() && carrier.isWritable();
    }

    private void pump() {
        while (carrier.isWritable()) {
            ByteBuf next = waiting.poll(System.nanoTime());
            if (next == null) {
                return;
            }
            if (!send(next)) {
                next.release();
            }
        }
    }

    private boolean send(ByteBuf frame) {
        int bytes = frame.writerIndex();
        if (Frame.type(frame.getInt(0)) == Frame.PACKET) {
            int packetBytes = bytes - Frame.HEADER_BYTES - VirtioNetHeader.BYTES;
            counters.sent(VirtioNetHeader.segments(frame, Frame.HEADER_BYTES, packetBytes), packetBytes);
        }
        boolean keep = bytes > COPY_MAX_BYTES;
        if (keep) {
            sendBatch();
            carrier.write(frame);
        } else {
            gather(frame, bytes);
        }
        unflushedBytes += bytes;
        if (unflushedBytes >= FLUSH_BYTES) {
            flush();
        }
        return keep;
    }

    private void gather(ByteBuf frame, int bytes) {
        if (batch != null && batch.writableBytes() < bytes) {
            sendBatch();
        }
        if (batch == null) {
            batch = allocator.directBuffer(BATCH_BYTES, BATCH_BYTES);
        }
        batch.writeBytes(frame, 0, bytes);
    }

    private void sendBatch() {
        if (batch != null) {
            carrier.write(batch);
            batch = null;
        }
    }

    private ByteBuf copy(ByteBuf frame) {
        int bytes = frame.writerIndex();
        return allocator.directBuffer(bytes, bytes).writeBytes(frame, 0, bytes);
    }
}
