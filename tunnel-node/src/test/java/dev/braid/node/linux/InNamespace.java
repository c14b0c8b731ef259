package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runs a test on a thread of its own in a fresh network namespace with {@code lo} up. Nothing names the namespace: it goes,
 * with all devices in it, when the thread and its sockets have gone.
 */
public final class InNamespace {
    private static final int LOOPBACK = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final long DEADLINE_S = 30;

    /** A test's body. */
    public interface Body {
        void run() throws Exception;
    }

    private InNamespace() {}

    public static void run(Body body) throws Exception {
        call(() -> {
            body.run();
            return 0;
        });
    }

    public static <T> T call(Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            Libc.check("unshare(CLONE_NEWNET), which needs root", Libc.unshare(Libc.CLONE_NEWNET));
            try (Rtnetlink rtnetlink = Rtnetlink.open()) {
                rtnetlink.setUp(LOOPBACK, true);
            }
            return body.call();
        });
        Thread thread = Thread.ofPlatform().name("in-namespace").daemon().start(task);
        try {
            return task.get(DEADLINE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        } finally {
            thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
        }
    }

    /** Two Ethernet devices joined by a cable, both up. */
    public static void addVethPair(String one, String other) throws ErrnoException {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.ROUTE, 0)) {
            NetlinkRequest request =
                    new NetlinkRequest(LinkMessages.NEW, NetlinkRequest.F_CREATE | NetlinkRequest.F_EXCL);
            emptyHeader(request);
            request.attributeText(IFLA_IFNAME, one);
            request.nested(
                    IFLA_LINKINFO,
                    info -> info.attributeText(IFLA_INFO_KIND, "veth")
                            .nested(
                                    IFLA_INFO_DATA,
                                    data -> data.nested(VETH_INFO_PEER, peer -> {
                                        emptyHeader(peer);
                                        peer.attributeText(IFLA_IFNAME, other);
                                    })));
            socket.execute("add veth pair " + one + " " + other, request);
        }
        try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            rtnetlink.setUp(indexOf(rtnetlink, one), true);
            rtnetlink.setUp(indexOf(rtnetlink, other), true);
        }
    }

    public static int indexOf(Rtnetlink rtnetlink, String name) throws ErrnoException {
        return link(rtnetlink, name).index();
    }

    public static Link link(Rtnetlink rtnetlink, String name) throws ErrnoException {
        return rtnetlink.links().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the descriptor has something to say; fails after a few seconds of silence. */
    public static void awaitReadable(int fd) {
        assertThat(Libc.poll(fd, Libc.POLLIN, 5_000)).as("readable in time").isEqualTo(1);
    }

    /** struct ifinfomsg, all zero: no family, no index, nothing to change. */
    private static void emptyHeader(NetlinkRequest request) {
        request.u32(0).u32(0).u32(0).u32(0);
    }
}
