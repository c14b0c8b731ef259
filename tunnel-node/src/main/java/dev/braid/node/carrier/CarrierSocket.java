package dev.braid.node.carrier;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.mptcp.MptcpSocket;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/** What every carrier's socket is set to, on both ends. */
final class CarrierSocket {
    /**
     * Bytes the kernel may hold that no subflow has taken yet. More is queue that we cannot manage; much less lets a subflow run dry
     * while we are woken up.
     */
    private static final int NOT_SENT_BYTES = 128 * 1024;

    /** Bytes queued in front of the socket, already encrypted. Small, because the managed queue is the lane's. */
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    /** Until the peer is known: TLS keeps the whole buffer while a record is not whole, and strangers are many. */
    private static final int FIRST_READ_BYTES = 4 * 1024;

    private static final int READ_BYTES = 128 * 1024;

    private CarrierSocket() {}

    /** BBR holds a lossy link's rate where CUBIC loses most of it; where the kernel has none, its default serves. */
    static void tune(int fd) throws ErrnoException {
        MptcpSocket.setCongestion(fd, "bbr");
        MptcpSocket.setNoDelay(fd);
        MptcpSocket.setNotSentLowat(fd, NOT_SENT_BYTES);
    }

    static void configure(Channel channel) {
        channel.config().setOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER);
        channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, new ReadSize());
        channel.config().setOption(ChannelOption.AUTO_CLOSE, true);
    }

    /** The peer is authenticated: from here on reads are as large as pays. */
    static void readMuch(Channel channel) {
        if (channel.config().getRecvByteBufAllocator() instanceof ReadSize size) {
            size.bytes = READ_BYTES;
        }
    }

    /** One channel's; its handle is kept by Netty, so it is the size that changes. */
    private static final class ReadSize extends DefaultMaxMessagesRecvByteBufAllocator {
        private volatile int bytes = FIRST_READ_BYTES;

        @Override
        @SuppressWarnings("deprecation") // Netty's own allocators still answer this type
        public Handle newHandle() {
            return new MaxMessageHandle() {
                @Override
                public int guess() {
                    return bytes;
                }
            };
        }
    }
}
