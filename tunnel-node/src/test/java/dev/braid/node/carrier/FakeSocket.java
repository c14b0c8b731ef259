package dev.braid.node.carrier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** A carrier's channel in memory: what it sends lies in its outbound queue, and time is turned by hand. */
public final class FakeSocket extends EmbeddedChannel implements UnixChannel {
    private static final int WRITABILITY_BIT = 1;

    /** A descriptor that nobody has. */
    private static final int NOT_OPEN = 1_000_000;

    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final int fd;
    private final MockTicker time;
    private boolean dead;

    FakeSocket(String local, String remote) {
        this(local, remote, NOT_OPEN);
    }

    FakeSocket(String local, String remote, int fd) {
        this(local, remote, fd, Ticker.newMockTicker());
    }

    private FakeSocket(String local, String remote, int fd, MockTicker time) {
        super(builder().register(false).ticker(time));
        this.time = time;
        this.local = new InetSocketAddress(local, 40_000);
        this.remote = new InetSocketAddress(remote, 7070);
        this.fd = fd;
    }

    @Override
    public FileDescriptor fd() {
        return new FileDescriptor(fd);
    }

    @Override
    protected SocketAddress localAddress0() {
        return local;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return remote;
    }

    /** The connection is over; its loop, which a close makes forget what is due, lives on. */
    public void die() {
        dead = true;
    }

    @Override
    public boolean isActive() {
        return !dead && super.isActive();
    }

    /** As if the kernel took no more bytes, or took them again. */
    public void setWritable(boolean writable) {
        unsafe().outboundBuffer().setUserDefinedWritability(WRITABILITY_BIT, writable);
        runPendingTasks();
    }

    public void turn(long ms) {
        time.advance(ms, TimeUnit.MILLISECONDS);
        runScheduledPendingTasks();
        runPendingTasks();
    }

    /** Everything sent so far, in one buffer of the caller's. */
    public ByteBuf sent() {
        runPendingTasks();
        ByteBuf all = alloc().buffer();
        for (ByteBuf bytes = readOutbound(); bytes != null; bytes = readOutbound()) {
            all.writeBytes(bytes);
            bytes.release();
        }
        return all;
    }
}
