package dev.braid.node;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rtnetlink;
import dev.braid.node.tun.TunDevice;
import dev.braid.node.tun.TunQueue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Two network namespaces with a link between them. A namespace is entered by a thread and inherited by those it starts, so a node lives
 * where it was started.
 *
 * <pre>
 *   edge: uplink0 10.9.0.2 ---- two TUN devices, what one is given is written to the other ---- uplink0 10.9.0.1 :hub
 * </pre>
 */
final class TrainingGround implements AutoCloseable {
    static final String UPLINK = "uplink0";
    static final String HUB_ADDRESS = "10.9.0.1";
    private static final String EDGE_ADDRESS = "10.9.0.2";

    private final Deque<Runnable> opened = new ArrayDeque<>();
    private final ExecutorService hub = place("hub");
    private final ExecutorService edge = place("edge");

    static TrainingGround open() throws Exception {
        TrainingGround ground = new TrainingGround();
        try {
            ground.connect();
            return ground;
        } catch (Exception e) {
            ground.close();
            throw e;
        }
    }

    <T> T atHub(Callable<T> task) throws Exception {
        return at(hub, task);
    }

    <T> T atEdge(Callable<T> task) throws Exception {
        return at(edge, task);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }

    private void connect() throws Exception {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        opened.push(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly());
        TunQueue hubEnd = atHub(() -> uplink(HUB_ADDRESS));
        TunQueue edgeEnd = atEdge(() -> uplink(EDGE_ADDRESS));
        carry(group.next(), hubEnd, edgeEnd);
        carry(group.next(), edgeEnd, hubEnd);
    }

    /** Enters a fresh namespace and makes a device with an address and a default route there, as an uplink has them; lo comes up with it. */
    private TunQueue uplink(String address) throws IOException {
        Libc.check("unshare(CLONE_NEWNET), which needs root", Libc.unshare(Libc.CLONE_NEWNET));
        TunDevice device = TunDevice.create(UPLINK, 1);
        opened.push(device::close);
        try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            for (Link link : rtnetlink.links()) {
                rtnetlink.setUp(link.index(), true);
                if (link.name().equals(UPLINK)) {
                    rtnetlink.addAddress(link.index(), Prefix.parse(address + "/24"));
                    rtnetlink.addRoute(
                            Route.unicast(Prefix.parse("0.0.0.0/0"), null, link.index(), Route.RT_TABLE_MAIN, 3));
                }
            }
        }
        return device.queues().getFirst();
    }

    private void carry(IoEventLoop loop, TunQueue from, TunQueue to) {
        ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(TunQueue.MAX_READ_BYTES);
        opened.push(buffer::release);
        FdWatch watch = from.watch(loop, () -> {
            int read = from.read(buffer, 0);
            return read > 0 && to.write(buffer, 0, read) != 0;
        });
        opened.push(watch::close);
    }

    private ExecutorService place(String name) {
        ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("train-" + name).daemon().factory());
        opened.push(thread::shutdownNow);
        return thread;
    }

    private <T> T at(ExecutorService place, Callable<T> task) throws Exception {
        try {
            return place.submit(task).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
