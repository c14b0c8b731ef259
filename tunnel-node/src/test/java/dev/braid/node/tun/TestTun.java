package dev.braid.node.tun;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A TUN queue whose kernel is the test: a pair of sockets that keep packets apart. */
public final class TestTun implements AutoCloseable {
    private static final int SNDBUF_PACKETS = 64;

    private final TunQueue queue;
    private final int kernel;
    private final ByteBuf scratch = PooledByteBufAllocator.DEFAULT.directBuffer(TunQueue.MAX_READ_BYTES);

    public TestTun() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(8, 4);
            Libc.check("socketpair", Libc.socketpair(Libc.AF_UNIX, Libc.SOCK_SEQPACKET | Libc.SOCK_NONBLOCK, 0, ends));
            queue = new TunQueue(ends.get(JAVA_INT, 0));
            kernel = ends.get(JAVA_INT, 4);
        }
    }

    public TunQueue queue() {
        return queue;
    }

    /** How many small packets surely fit between two turns. */
    public static int roomPackets() {
        return SNDBUF_PACKETS;
    }

    /** The kernel has a packet for us, virtio-net header included; {@code packet} stays the caller's. Answers bytes or -errno. */
    public long send(ByteBuf packet) {
        return Libc.write(kernel, packet.memoryAddress(), packet.readableBytes());
    }

    /** Takes a packet we have written: its bytes, or -errno. It is at 0 of {@link #received}. */
    public int receive() {
        return (int) Libc.read(kernel, scratch.memoryAddress(), scratch.capacity());
    }

    public ByteBuf received() {
        return scratch;
    }

    @Override
    public void close() {
        queue.close();
        Libc.close(kernel);
        scratch.release();
    }
}
