package dev.braid.node.lane.packet;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.tun.TestTun;
import io.netty.channel.EventLoop;
import java.util.Collections;
import java.util.List;

/** A hub's lane on loops in memory, for whoever looks at carriers and not at packets: its device has none. */
public record TestLane(PacketLane lane, int loops, TestTun tun) implements AutoCloseable {
    public static TestLane on(List<EventLoop> loops) throws ErrnoException {
        TestTun tun = new TestTun();
        return new TestLane(
                new PacketLane(Collections.nCopies(loops.size(), tun.queue()), loops, true), loops.size(), tun);
    }

    @Override
    public void close() {
        for (int loop = 0; loop < loops; loop++) {
            lane.outbound(loop).close();
        }
        tun.close();
    }
}
