package dev.braid.node.path.probe;

import dev.braid.node.linux.UdpSocket;
import dev.braid.node.linux.UdpSocket.Sender;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a hub knows of one run of an edge: what it has heard on each path, and how it gets back there. Belongs to the responder's loop, but for
 * what says otherwise.
 */
public final class ProbeSession {
    /** A path of which nothing was heard for so long is not taken; the most sparing one that carries is probed every 5 s, see {@link ProbePace}. */
    private static final long SILENT_NS = TimeUnit.SECONDS.toNanos(6);

    /** More are not sent, whatever an edge wants. */
    private static final int COPIES = 2;

    private static final int WINDOW = 64;

    /** One path as it was heard. */
    private static final class Heard {
        final ReplayWindow window = new ReplayWindow(WINDOW);
        int received;
        volatile @Nullable Sender sender;
        volatile long atNs;
    }

    private final UdpSocket socket;
    private final ProbeMessage.Seal seal;
    private final Heard[] paths = new Heard[ProbeMessage.MAX_PATHS];
    /** By bit, the paths that the edge wants to be taken. */
    private volatile int wanted;

    /** By the edge's clock; paths are not equally quick. */
    private long wantedAtNs = Long.MIN_VALUE;

    private final AtomicBoolean begun = new AtomicBoolean();

    private volatile Passenger passenger = (_, _) -> {};

    ProbeSession(UdpSocket socket, ProbeKey key) {
        this.socket = socket;
        seal = key.seal();
        for (int i = 0; i < paths.length; i++) {
            paths[i] = new Heard();
        }
    }

    /**
     * Who takes what comes under this session and is no probe. Any thread.
     *
     * @return false when somebody does already: sequences under its key have begun, and must not begin anew
     */
    public boolean board(Passenger takes) {
        boolean first = begun.compareAndSet(false, true);
        if (first) {
            passenger = takes;
        }
        return first;
    }

    Passenger passenger() {
        return passenger;
    }

    /** A passenger's datagram, on every path that the edge wants it on. How many the kernel has taken. Any thread. */
    public int carry(byte[] datagram, int lengthBytes, long nowNs) {
        int taken = 0;
        for (int left = wanted; left != 0 && taken < COPIES; left &= left - 1) {
            Heard path = paths[Integer.numberOfTrailingZeros(left)];
            Sender to = path.sender;
            if (to != null && nowNs - path.atNs < SILENT_NS && socket.send(to, datagram, lengthBytes) >= 0) {
                taken++;
            }
        }
        return taken;
    }

    /** Answers the probe that the socket has just received, if it is one of this session's. */
    boolean answer(byte[] probe, long nowNs) {
        Heard path = paths[ProbeMessage.path(probe)];
        if (!seal.isRight(probe)) {
            return false;
        }
        boolean newest = path.window.isNewest(ProbeMessage.sequence(probe));
        if (!path.window.accept(ProbeMessage.sequence(probe))) {
            return false;
        }
        if (newest) { // an older one may have come from where the edge is no more
            path.sender = socket.sender(path.sender);
            path.atNs = nowNs;
        }
        if (ProbeMessage.sentNs(probe) > wantedAtNs) {
            wantedAtNs = ProbeMessage.sentNs(probe);
            wanted = ProbeMessage.wanted(probe) & (1 << paths.length) - 1;
        }
        ProbeMessage.turnIntoAnswer(probe, ++path.received, nowNs);
        seal.put(probe);
        socket.answer(probe, ProbeMessage.BYTES);
        return true;
    }
}
