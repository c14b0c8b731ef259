package dev.braid.node.path.probe;

import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.linux.UdpSocket;
import io.netty.channel.IoEventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge's end on one path: sends when told, takes answers on an event loop. */
public final class PathProbes implements AutoCloseable {
    /** From where to where. */
    public record Way(InetAddress source, String device, InetSocketAddress hub) {}

    private static final Logger log = LoggerFactory.getLogger(PathProbes.class);
    private static final long STARTED_NS = System.nanoTime();
    /** Datagrams in one turn. */
    private static final int BATCH = 64;

    private final IoEventLoop loop;
    private final int path;
    private final Passenger passenger;
    private ProbeWindow window = new ProbeWindow();
    private @Nullable Way way;
    private @Nullable ProbeKey key;
    private volatile @Nullable Line line;
    /** Goes on from what any earlier path of the same number has used: microseconds are more than probes. */
    private long sequence = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - STARTED_NS);

    private long lastSentNs = Long.MIN_VALUE;

    /**
     * @param path number of the path within the tunnel, below 16
     * @param passenger for what comes by the same socket and is no probe
     */
    public PathProbes(IoEventLoop loop, int path, Passenger passenger) {
        this.loop = loop;
        this.path = path;
        this.passenger = passenger;
    }

    /** Its bit among those that {@link #send} names. */
    public int bit() {
        return 1 << path;
    }

    /** Follows a changed address, hub or key; null in either means that there is nothing to probe. */
    public void aim(@Nullable Way newWay, @Nullable ProbeKey newKey) {
        if (Objects.equals(way, newWay) && Objects.equals(key, newKey)) {
            return;
        }
        close();
        window = new ProbeWindow();
        way = newWay;
        key = newKey;
        lastSentNs = Long.MIN_VALUE;
        if (newWay != null && newKey != null) {
            open(newWay, newKey);
        }
    }

    private void open(Way to, ProbeKey with) {
        try {
            UdpSocket socket = UdpSocket.connected(to.source(), to.device(), to.hub());
            line = new Line(loop, socket, with, window, passenger);
        } catch (ErrnoException e) {
            way = null; // the address may not be there yet, or no longer: the next look at the machine tries again
            log.atDebug().addKeyValue("reason", e.getMessage()).log("A path cannot be probed now");
        }
    }

    /** When the next one may leave, by the clock of {@link System#nanoTime}; the past when none has. */
    public boolean isDue(long intervalNs, long nowNs) {
        return line != null && (lastSentNs == Long.MIN_VALUE || nowNs - lastSentNs >= intervalNs);
    }

    /** @param wanted by {@link #bit}, the paths on which the hub may send its passengers' datagrams */
    public void send(long nowNs, int wanted) {
        Line open = line;
        if (open != null) {
            lastSentNs = nowNs;
            window.sent(++sequence, nowNs);
            open.send(path, sequence, nowNs, wanted);
        }
    }

    /** A passenger's datagram. Whether the kernel has taken it. Any thread. */
    public boolean carry(byte[] datagram, int lengthBytes) {
        Line open = line;
        return open != null && open.socket.send(datagram, lengthBytes) >= 0;
    }

    public ProbeFigures figures(long nowNs) {
        return window.figures(nowNs);
    }

    /** The path begins anew: what it lost before does not count against it. */
    public void restart() {
        window.restart();
    }

    @Override
    public void close() {
        Line open = line;
        if (open != null) {
            line = null;
            open.close();
        }
    }

    /** A socket and both its ends. */
    private static final class Line implements AutoCloseable {
        private final UdpSocket socket;
        private final long session;
        private final ProbeWindow window;
        private final Passenger passenger;
        private final ProbeMessage.Seal sending;
        private final ProbeMessage.Seal receiving;
        private final byte[] out = new byte[ProbeMessage.BYTES];
        private final byte[] in = new byte[Passenger.MAX_BYTES];
        private final FdWatch watch;

        Line(IoEventLoop loop, UdpSocket socket, ProbeKey key, ProbeWindow window, Passenger passenger) {
            this.socket = socket;
            this.passenger = passenger;
            this.session = key.session();
            this.window = window;
            sending = key.seal();
            receiving = key.seal();
            watch = FdWatch.startInTurns(loop, socket.fd(), this::drain);
        }

        /** What the kernel does not take now is a probe that was lost. */
        void send(int path, long sequence, long nowNs, int wanted) {
            ProbeMessage.writeProbe(out, path, session, sequence, nowNs, wanted);
            sending.put(out);
            socket.send(out, ProbeMessage.BYTES);
        }

        /** Whether something may be left. An ICMP error counts as a read and tells nothing that silence would not. */
        private boolean drain() {
            for (int i = 0; i < BATCH; i++) {
                int length = socket.receive(in);
                if (length == -Errno.EAGAIN || length == -Errno.EBADF) {
                    return false;
                }
                arrived(length);
            }
            return true;
        }

        private void arrived(int length) {
            if (ProbeMessage.isPassenger(in, length)) {
                passenger.arrived(in, length);
            } else if (ProbeMessage.isSound(in, length, ProbeMessage.ANSWER)
                    && ProbeMessage.session(in) == session
                    && receiving.isRight(in)) {
                window.answered(ProbeMessage.sequence(in), ProbeMessage.hubNs(in), System.nanoTime());
            }
        }

        @Override
        public void close() {
            watch.close();
            socket.close();
        }
    }
}
