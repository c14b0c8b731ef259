package dev.braid.node.path.probe;

import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.linux.UdpSocket;
import io.netty.channel.IoEventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge's end on one path: sends when told, takes answers on an event loop. */
public final class PathProbes implements AutoCloseable {
    /** From where to where. */
    public record Way(InetAddress source, String device, InetSocketAddress hub) {}

    private static final Logger log = LoggerFactory.getLogger(PathProbes.class);

    private final IoEventLoop loop;
    private final int path;
    private ProbeWindow window = new ProbeWindow();
    private @Nullable Way way;
    private @Nullable ProbeKey key;
    private @Nullable Line line;
    private long sequence;
    private long lastSentNs = Long.MIN_VALUE;

    /** @param path number of the path within the tunnel, below 16 */
    public PathProbes(IoEventLoop loop, int path) {
        this.loop = loop;
        this.path = path;
    }

    /** Follows a changed address, hub or key; null in either means that there is nothing to probe. */
    public void aim(@Nullable Way newWay, @Nullable ProbeKey newKey) {
        if (Objects.equals(way, newWay) && Objects.equals(key, newKey)) {
            return;
        }
        if (!Objects.equals(key, newKey)) {
            sequence = 0;
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
            line = new Line(loop, socket, with, window);
        } catch (ErrnoException e) {
            way = null; // the address may not be there yet, or no longer: the next look at the machine tries again
            log.atDebug().addKeyValue("reason", e.getMessage()).log("A path cannot be probed now");
        }
    }

    /** When the next one may leave, by the clock of {@link System#nanoTime}; the past when none has. */
    public boolean isDue(long intervalNs, long nowNs) {
        return line != null && (lastSentNs == Long.MIN_VALUE || nowNs - lastSentNs >= intervalNs);
    }

    public void send(long nowNs) {
        Line open = line;
        ProbeKey with = key;
        if (open != null && with != null) {
            lastSentNs = nowNs;
            window.sent(++sequence, nowNs);
            open.send(path, with.session(), sequence, nowNs);
        }
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
        if (line != null) {
            line.close();
            line = null;
        }
    }

    /** A socket and both its ends. */
    private static final class Line implements AutoCloseable {
        private final UdpSocket socket;
        private final long session;
        private final ProbeWindow window;
        private final ProbeMessage.Seal sending;
        private final ProbeMessage.Seal receiving;
        private final byte[] out = new byte[ProbeMessage.BYTES];
        private final byte[] in = new byte[ProbeMessage.BYTES];
        private final FdWatch watch;

        Line(IoEventLoop loop, UdpSocket socket, ProbeKey key, ProbeWindow window) {
            this.socket = socket;
            this.session = key.session();
            this.window = window;
            sending = key.seal();
            receiving = key.seal();
            watch = FdWatch.start(loop, socket.fd(), this::drain);
        }

        /** What the kernel does not take now is a probe that was lost. */
        void send(int path, long ofSession, long sequence, long nowNs) {
            ProbeMessage.writeProbe(out, path, ofSession, sequence, nowNs);
            sending.put(out);
            socket.send(out, ProbeMessage.BYTES);
        }

        /** Until the queue is empty; an ICMP error counts as a read and tells nothing that silence would not. */
        private void drain() {
            int length = socket.receive(in);
            while (length != -Errno.EAGAIN && length != -Errno.EBADF) {
                if (ProbeMessage.isSound(in, length, ProbeMessage.ANSWER)
                        && ProbeMessage.session(in) == session
                        && receiving.isRight(in)) {
                    window.answered(ProbeMessage.sequence(in), ProbeMessage.hubNs(in), System.nanoTime());
                }
                length = socket.receive(in);
            }
        }

        @Override
        public void close() {
            watch.close();
            socket.close();
        }
    }
}
