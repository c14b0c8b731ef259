package dev.braid.node.carrier;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.mptcp.MptcpSocket;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/** What every carrier's socket is set to, on both ends. */
final class CarrierSocket {
    /**
     * Bytes the kernel may hold that no subflow has taken yet. More is queue that we cannot manage; much less lets a subflow run dry
     * while we are woken up.
     */
    private static final int NOT_SENT_BYTES = 128 * 1024;

    /**
     * The window we grant from the start: 1 Gbit/s over 64 ms. What waits in it is bounded by {@link Credit}. Linux alone starts with 64 KB,
     * which two subflows of a young carrier fill together; what lies beyond the edge it drops though the subflow has acknowledged it
     * (MPTcpExtNoDSSInWindow), and a hole of 1 KB was seen to stop a carrier for a second.
     */
    private static final int RECEIVE_BYTES = 8 << 20;

    /** Bytes queued in front of the socket, already encrypted. Small, because the managed queue is the lane's. */
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    /** Until the peer is known: TLS keeps the whole buffer while a record is not whole, and strangers are many. */
    private static final int FIRST_READ_BYTES = 4 * 1024;

    private static final int READ_BYTES = 128 * 1024;

    private CarrierSocket() {}

    static void tune(int fd) throws ErrnoException {
        new Congestion(fd).forLittle();
        MptcpSocket.setNoDelay(fd);
        MptcpSocket.setReceiveBuffer(fd, RECEIVE_BYTES);
        MptcpSocket.setNotSentLowat(fd, NOT_SENT_BYTES);
    }

    static void configure(Channel channel) {
        channel.config().setOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER);
        channel.config()
                .setOption(ChannelOption.RECVBUF_ALLOCATOR, new GrowingReads(0, FIRST_READ_BYTES, FIRST_READ_BYTES, 1));
        channel.config().setOption(ChannelOption.AUTO_CLOSE, true);
    }

    /** The peer is authenticated: from here on reads are as large as pays, at once where traffic is bundled, as needed where it is not. */
    static void readMuch(Channel channel, Lane lane) {
        if (channel.config().getRecvByteBufAllocator() instanceof GrowingReads reads) {
            reads.between(lane == Lane.PACKET ? READ_BYTES : FIRST_READ_BYTES, READ_BYTES);
        }
    }
}
