package dev.braid.node.lane.stream;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.CarrierSink;
import dev.braid.node.carrier.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A carrier of the pool, idle or with one flow. For the carrier's loop only. */
final class StreamCarrier implements CarrierSink {
    /** A peer that does not end a flow we have broken off is stuck, and its carrier with it. */
    private static final long END_WAIT_MS = TimeUnit.SECONDS.toMillis(30);

    /** OPEN waits so long for the client's first bytes, which mostly are there; in protocols where the server speaks first they never come. */
    private static final long OPEN_WAIT_MS = 10;
    /** OPENED, for which nobody waits, goes with the first bytes of the server, or alone. */
    private static final long OPENED_WAIT_MS = 100;

    private final Carrier carrier;
    private final StreamPeer peer;
    private final LoopFlows loop;
    private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;

    /** Whether we open flows here; otherwise the peer does. */
    private volatile boolean ours;

    private int number;
    private boolean busy;
    private boolean sentEnd;
    private boolean heardEnd;
    private boolean ended;
    private boolean leaving;
    private int unflushedBytes;
    private @Nullable Flow flow;

    StreamCarrier(Carrier carrier, StreamPeer peer, LoopFlows loop, boolean ours) {
        this.carrier = carrier;
        this.peer = peer;
        this.loop = loop;
        this.ours = ours;
    }

    Carrier carrier() {
        return carrier;
    }

    LoopFlows loop() {
        return loop;
    }

    boolean isOurs() {
        return ours;
    }

    /** The other side opens flows here from now on. */
    void lend() {
        ours = false;
        write(allocator.directBuffer(Frame.HEADER_BYTES).writeInt(Frame.header(Frame.LEND, 0)));
        flush();
    }

    /** Takes an accepted connection that no loop has yet; false when the carrier is gone and another has to do it. */
    boolean begin(EpollSocketChannel tcp, StreamPeer.Taken taken) {
        if (ended || leaving) {
            return false;
        }
        number++;
        busy = true;
        sentEnd = false;
        heardEnd = false;
        Flow taking = Flow.taken(tcp, this, peer, taken);
        flow = taking;
        ByteBuf frame = allocator.directBuffer(64);
        new Open(number, taken.destination(), taken.source()).write(frame);
        write(frame);
        flushWithin(OPEN_WAIT_MS);
        loop.loop().register(tcp).addListener(registered -> {
            if (registered.isSuccess()) {
                taking.start();
            } else {
                taking.abort(Refused.OTHER);
            }
        });
        return true;
    }

    /** Bytes of the flow, behind room for a header; the buffer is ours from here on. */
    void send(ByteBuf bytes) {
        int length = bytes.readableBytes();
        int start = bytes.readerIndex() - Frame.HEADER_BYTES;
        bytes.setInt(start, Frame.header(Frame.DATA, length)).readerIndex(start);
        peer.counters().sent(length);
        write(bytes);
        unflushedBytes += length;
        if (unflushedBytes >= Carrier.BUFFER_BYTES) {
            flush();
        }
    }

    void flush() {
        unflushedBytes = 0;
        carrier.flush();
    }

    boolean isWritable() {
        return carrier.isWritable();
    }

    void pause() {
        carrier.pause();
    }

    void resume() {
        carrier.resume();
    }

    void opened() {
        writeAnswer(Frame.OPENED, null);
        flushWithin(OPENED_WAIT_MS);
        peer.counters().originated();
    }

    /** The flow was not connected, and never will be. */
    void refuse(Refused reason) {
        peer.counters().refusedInbound(reason);
        flow = null;
        endWith(Frame.REFUSED, reason);
    }

    void finish() {
        if (!sentEnd) {
            write(allocator.directBuffer(Frame.HEADER_BYTES).writeInt(Frame.header(Frame.FIN, 0)));
            sentEnd = true;
            flush();
            settle();
        }
    }

    /** Our TCP connection is gone; whatever still comes for it is dropped. */
    void reset(Refused reason) {
        flow = null;
        carrier.resume();
        endWith(Frame.RESET, reason);
    }

    @Override
    public void frame(int type, ByteBuf buffer, int index, int lengthBytes) {
        switch (type) {
            case Frame.OPEN -> open(buffer, index, lengthBytes);
            case Frame.DATA -> data(buffer, index, lengthBytes);
            case Frame.FIN -> fin();
            case Frame.OPENED -> {
                if (isCurrent(buffer.getInt(index)) && flow != null) {
                    flow.opened();
                }
            }
            case Frame.REFUSED, Frame.RESET -> {
                if (isCurrent(buffer.getInt(index))) {
                    brokenOff(type, Refused.of(buffer.getUnsignedByte(index + 4)));
                }
            }
            case Frame.LEND -> lent();
            default -> peer.control(carrier, type, buffer, index, lengthBytes);
        }
    }

    @Override
    public void readComplete() {
        if (flow != null) {
            flow.carrierReadComplete();
        }
    }

    @Override
    public void writable() {
        if (flow != null) {
            flow.carrierWritable();
        }
    }

    /** Who opens flows here decides that no more come; the other agrees when the last one is over. */
    @Override
    public void peerDrains() {
        leaving = true;
        peer.leaves(this);
        if (!busy) {
            carrier.drain();
        }
    }

    @Override
    public void closed(CarrierEnd end) {
        ended = true;
        if (flow != null) {
            flow.carrierLost();
            flow = null;
        }
        peer.gone(this, end);
    }

    private boolean isCurrent(int flowNumber) {
        return busy && flowNumber == number;
    }

    private void open(ByteBuf buffer, int index, int lengthBytes) {
        Open open = Open.read(buffer, index, lengthBytes);
        if (ours || busy || open == null) {
            malformed("an OPEN where none may be");
            return;
        }
        number = open.flow();
        busy = true;
        sentEnd = false;
        heardEnd = false;
        peer.busy(this);
        flow = peer.originate(this, open);
    }

    private void data(ByteBuf buffer, int index, int lengthBytes) {
        if (!busy || heardEnd) {
            malformed("bytes of no flow");
            return;
        }
        peer.counters().received(lengthBytes);
        if (flow != null) {
            flow.fromCarrier(buffer, index, lengthBytes);
        }
    }

    private void fin() {
        if (!busy || heardEnd) {
            malformed("the end of no flow");
            return;
        }
        heardEnd = true;
        if (flow != null) {
            flow.finHeard();
        }
        settle();
    }

    private void brokenOff(int type, Refused reason) {
        heardEnd = true;
        Flow broken = flow;
        flow = null;
        carrier.resume();
        if (broken != null) {
            if (type == Frame.REFUSED) {
                peer.counters().refusedOutbound(reason);
            }
            broken.brokenOff();
        }
        endWith(Frame.RESET, Refused.RESET);
    }

    private void lent() {
        if (busy || ours) {
            malformed("lent in the middle of a flow");
            return;
        }
        ours = true;
        peer.free(this);
    }

    /** Says our last word about the flow, if we have not said it. A FIN may be followed by a RESET. */
    private void endWith(int type, Refused reason) {
        if (busy && (!sentEnd || !heardEnd)) {
            answer(type, reason);
        }
        sentEnd = true;
        if (!heardEnd) {
            int ofFlow = number;
            loop.loop().schedule(() -> giveUp(ofFlow), END_WAIT_MS, TimeUnit.MILLISECONDS);
        }
        settle();
    }

    private void giveUp(int ofFlow) {
        if (!ended && isCurrent(ofFlow)) {
            carrier.close(Reason.PROTOCOL, "the peer did not end a flow that was broken off");
        }
    }

    private void settle() {
        if (busy && sentEnd && heardEnd) {
            busy = false;
            flow = null;
            carrier.resume();
            carrier.rest();
            if (leaving) {
                carrier.drain();
            } else if (!ended) {
                peer.free(this);
            }
        }
    }

    /** Leaves the pool; its owner has taken it out of the idle ones. */
    void drain() {
        leaving = true;
        carrier.drain();
    }

    /**
     * With whatever comes by then. A few bytes alone take the quickest link, and as long as they are not acknowledged, which a receiver may
     * put off for 40 ms, the kernel's scheduler thinks that link busier than one that is idle: what follows would go by the slowest.
     */
    private void flushWithin(long ms) {
        loop.loop().schedule(carrier::flush, ms, TimeUnit.MILLISECONDS);
    }

    private void answer(int type, @Nullable Refused reason) {
        writeAnswer(type, reason);
        flush();
    }

    private void writeAnswer(int type, @Nullable Refused reason) {
        ByteBuf frame = allocator.directBuffer(Frame.HEADER_BYTES + 5);
        frame.writeInt(Frame.header(type, reason == null ? 4 : 5)).writeInt(number);
        if (reason != null) {
            frame.writeByte(reason.code());
        }
        write(frame);
    }

    private void write(ByteBuf frames) {
        if (ended) {
            frames.release();
        } else {
            carrier.write(frames);
        }
    }

    private void malformed(String what) {
        carrier.close(Reason.PROTOCOL, what);
    }
}
