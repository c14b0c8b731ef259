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
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Three network namespaces in a row. A namespace is entered by a thread and inherited by those it starts, so a node lives where it was
 * started. A link is two TUN devices: what one is given is written to the other.
 *
 * <pre>
 *   edge: up0 10.9.0.2 ---- down0 10.9.0.1 :hub: up0 198.51.100.2 ---- down0 198.51.100.1 :server
 * </pre>
 */
final class TrainingGround implements AutoCloseable {
    static final String EDGE_UPLINK = "up0";
    static final String HUB_ADDRESS = "10.9.0.1";
    static final String SERVER_ADDRESS = "198.51.100.1";

    private final Deque<Runnable> opened = new ArrayDeque<>();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ExecutorService edge = place("edge");
    private final ExecutorService hub = place("hub");
    private final ExecutorService server = place("server");

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

    <T> T atServer(Callable<T> task) throws Exception {
        return at(server, task);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }

    private void connect() throws Exception {
        opened.push(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly());
        for (ExecutorService place : List.of(edge, hub, server)) {
            at(place, TrainingGround::enterFreshNamespace);
        }
        link(edge, "10.9.0.2", hub, HUB_ADDRESS);
        link(hub, "198.51.100.2", server, SERVER_ADDRESS);
    }

    private static int enterFreshNamespace() throws IOException {
        return Libc.check("unshare(CLONE_NEWNET), which needs root", Libc.unshare(Libc.CLONE_NEWNET));
    }

    /** The lower end's way to everywhere is the link, as an uplink's is. */
    private void link(ExecutorService lower, String lowerAddress, ExecutorService upper, String upperAddress)
            throws Exception {
        TunQueue up = at(lower, () -> device(EDGE_UPLINK, lowerAddress, true));
        TunQueue down = at(upper, () -> device("down0", upperAddress, false));
        carry(up, down);
        carry(down, up);
    }

    private TunQueue device(String name, String address, boolean defaultRoute) throws IOException {
        TunDevice device = TunDevice.create(name, 1);
        opened.push(device::close);
        try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            for (Link link : rtnetlink.links()) {
                rtnetlink.setUp(link.index(), true);
                if (link.name().equals(name)) {
                    rtnetlink.addAddress(link.index(), Prefix.parse(address + "/24"));
                    if (defaultRoute) {
                        Prefix everywhere = Prefix.parse("0.0.0.0/0");
                        rtnetlink.addRoute(Route.unicast(everywhere, null, link.index(), Route.RT_TABLE_MAIN, 3));
                    }
                }
            }
        }
        return device.queues().getFirst();
    }

    private void carry(TunQueue from, TunQueue to) {
        ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(TunQueue.MAX_READ_BYTES);
        opened.push(buffer::release);
        FdWatch watch = from.watch(group.next(), () -> {
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
