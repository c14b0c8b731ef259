package dev.braid.node.tun;

import dev.braid.node.linux.Errno;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.linux.Libc;
import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEventLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** One descriptor of a multi-queue TUN device. */
public final class TunQueue implements AutoCloseable {
    /** The largest thing a read can give: header and an IP packet of 65,535 bytes. */
    public static final int MAX_READ_BYTES = VirtioNetHeader.BYTES + 65_535;

    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    TunQueue(int fd) {
        this.fd = fd;
    }

    /**
     * Reads one packet with its header to {@code index} of a direct buffer that has {@link #MAX_READ_BYTES} of room there.
     *
     * @return bytes read, or a negated errno; {@code -EAGAIN} when the queue is empty
     */
    public int read(ByteBuf into, int index) {
        return closed.get() ? -Errno.EBADF : (int) Libc.read(fd, into.memoryAddress() + index, MAX_READ_BYTES);
    }

    /** Writes one packet with its header; answers bytes written or a negated errno. The packet is delivered on this thread. */
    public int write(ByteBuf from, int index, int lengthBytes) {
        return closed.get() ? -Errno.EBADF : (int) Libc.write(fd, from.memoryAddress() + index, lengthBytes);
    }

    /** Gives this queue to an event loop; {@code readable} answers whether it has left something. */
    public FdWatch watch(IoEventLoop loop, BooleanSupplier readable) {
        return FdWatch.startInTurns(loop, fd, readable);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Libc.close(fd);
        }
    }
}
