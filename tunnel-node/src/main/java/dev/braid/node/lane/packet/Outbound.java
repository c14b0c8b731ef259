package dev.braid.node.lane.packet;

import dev.braid.node.carrier.Frame;
import dev.braid.node.linux.Errno;
import dev.braid.node.tun.TunQueue;
import dev.braid.node.tun.VirtioNetHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packets from this loop's TUN queue to carriers. The queue is emptied whenever it has anything, in turns that let others work. */
final class Outbound implements BooleanSupplier {
    private static final Logger log = LoggerFactory.getLogger(Outbound.class);
    /** Both bound what others on the loop wait for: a flood of small packets would overrun the kernel's queue in shorter turns. */
    static final int PACKETS_PER_TURN = 256;

    private static final int BYTES_PER_TURN = 4 << 20;
    private static final int BUFFER_BYTES = Frame.HEADER_BYTES + TunQueue.MAX_READ_BYTES;
    private static final int IP_AT = Frame.HEADER_BYTES + VirtioNetHeader.BYTES;

    private final PacketLane lane;
    private final int loopIndex;
    private final TunQueue tun;
    private final LaneCounters unrouted;
    /** Queues written to in this turn, to be flushed at its end. */
    private @Nullable CarrierQueue[] touched = new CarrierQueue[8];

    private int touchedCount;
    private int bytesRead;
    private ByteBuf buffer = newBuffer();
    private boolean closed;

    Outbound(PacketLane lane, int loopIndex, TunQueue tun, LaneCounters unrouted) {
        this.lane = lane;
        this.loopIndex = loopIndex;
        this.tun = tun;
        this.unrouted = unrouted;
    }

    /** The TUN queue has packets: takes one turn, and answers whether there may be more. */
    @Override
    public boolean getAsBoolean() {
        if (closed) {
            return false;
        }
        boolean more = true;
        bytesRead = 0;
        for (int i = 0; i < PACKETS_PER_TURN && bytesRead < BYTES_PER_TURN && more; i++) {
            more = readOne();
        }
        for (int i = 0; i < touchedCount; i++) {
            CarrierQueue queue = touched[i];
            if (queue != null) {
                queue.flush();
            }
            touched[i] = null;
        }
        touchedCount = 0;
        return more;
    }

    void close() {
        if (!closed) {
            closed = true;
            buffer.release();
        }
    }

    private boolean readOne() {
        int read = tun.read(buffer, Frame.HEADER_BYTES);
        if (read <= 0) {
            return mayReadOn(read);
        }
        bytesRead += read;
        buffer.setIndex(0, Frame.HEADER_BYTES + read);
        buffer.setInt(0, Frame.header(Frame.PACKET, read));
        int packetBytes = read - VirtioNetHeader.BYTES;
        if (packetBytes <= 0 || !IpPacket.isSound(buffer, IP_AT, packetBytes)) {
            unrouted.droppedOutbound(DropReason.MALFORMED_PACKET);
            return true;
        }
        PacketPeer peer =
                lane.table().find(buffer, IpPacket.destinationAt(buffer, IP_AT), IpPacket.isIpv6(buffer, IP_AT));
        if (peer == null) {
            unrouted.droppedOutbound(DropReason.NO_ROUTE);
        } else {
            send(peer, IpPacket.flowHash(buffer, IP_AT, packetBytes));
        }
        return true;
    }

    private static boolean mayReadOn(int negatedErrno) {
        if (negatedErrno != -Errno.EAGAIN && negatedErrno != -Errno.EINTR) {
            log.atError()
                    .addKeyValue("reason", Errno.describe(-negatedErrno))
                    .log("The TUN device cannot be read; nothing more leaves by it");
        }
        return negatedErrno == -Errno.EINTR;
    }

    private void send(PacketPeer peer, int flowHash) {
        if (IpPacket.isOnce(buffer, IP_AT) && peer.offerDatagram(loopIndex, buffer, flowHash)) {
            return;
        }
        CarrierQueue queue = peer.pick(loopIndex, flowHash);
        if (queue == null) {
            sendElsewhere(peer, flowHash);
            return;
        }
        if (queue.offer(buffer, flowHash)) {
            buffer = newBuffer();
        }
        touch(queue);
    }

    /** The peer has no carrier here: another loop's takes the packet. The one place where a packet crosses a thread. */
    private void sendElsewhere(PacketPeer peer, int flowHash) {
        CarrierQueue queue = peer.pickAnywhere(flowHash);
        if (queue == null) {
            peer.counters(loopIndex).droppedOutbound(DropReason.NO_CARRIER);
            return;
        }
        if (!queue.offerFromElsewhere(buffer, flowHash)) {
            peer.counters(loopIndex).droppedOutbound(DropReason.QUEUE_FULL);
        }
    }

    private void touch(CarrierQueue queue) {
        for (int i = 0; i < touchedCount; i++) {
            if (touched[i] == queue) {
                return;
            }
        }
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touchedCount * 2);
        }
        touched[touchedCount++] = queue;
    }

    private static ByteBuf newBuffer() {
        return PooledByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES, BUFFER_BYTES);
    }
}
