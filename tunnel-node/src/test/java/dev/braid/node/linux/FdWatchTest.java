package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FdWatchTest {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final IoEventLoop loop = group.next();
    private final int[] busy = pair();
    private final int[] other = pair();

    FdWatchTest() throws ErrnoException {}

    private static int[] pair() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(8, 4);
            Libc.check("socketpair", Libc.socketpair(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_NONBLOCK, 0, ends));
            return new int[] {ends.get(JAVA_INT, 0), ends.get(JAVA_INT, 4)};
        }
    }

    private static void send(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(Libc.write(fd, arena.allocate(1), 1)).isOne();
        }
    }

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        for (int fd : new int[] {busy[0], busy[1], other[0], other[1]}) {
            Libc.close(fd);
        }
    }

    @Test
    void aDescriptorThatNeverRunsEmptyLetsOthersHaveTheirTurn() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        AtomicInteger turnsBeforeOther = new AtomicInteger();
        CountDownLatch otherCalled = new CountDownLatch(1);
        FdWatch watchOther = FdWatch.start(loop, other[0], () -> {
            turnsBeforeOther.set(turns.get());
            otherCalled.countDown();
        });
        FdWatch watchBusy = FdWatch.startInTurns(loop, busy[0], () -> {
            if (turns.incrementAndGet() == 100) {
                send(other[1]);
            }
            return true; // and it is left unread
        });
        send(busy[1]);
        assertThat(otherCalled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(turnsBeforeOther.get()).isBetween(100, 102);
        watchBusy.close();
        int after = turns.get();
        loop.submit(() -> {}).sync();
        assertThat(turns.get()).as("turns after close").isEqualTo(after);
        watchOther.close();
    }

    @Test
    void whoReadsToTheEndIsCalledOncePerEdge() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch called = new CountDownLatch(1);
        FdWatch watch = FdWatch.start(loop, busy[0], () -> {
            calls.incrementAndGet();
            called.countDown();
        });
        send(busy[1]);
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 10; i++) {
            loop.submit(() -> {}).sync();
        }
        assertThat(calls).as("calls while nothing new has come").hasValue(1);
        watch.close();
    }
}
