package dev.braid.node.path.probe;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.linux.UdpSocket;
import io.netty.channel.IoEventLoop;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The hub's end: answers the probes of its edges, each with as many bytes as it brought, and nobody else's. */
public final class ProbeResponder implements AutoCloseable {
    /** Datagrams in one turn: a flood must not keep the loop from its packets. */
    private static final int BATCH = 64;

    private record Tunnel(UUID instance, ProbeKey key) {}

    private static final class Session {
        final ProbeMessage.Seal seal;
        final ReplayWindow[] windows = new ReplayWindow[ProbeMessage.MAX_PATHS];
        final int[] received = new int[ProbeMessage.MAX_PATHS];

        Session(ProbeKey key) {
            seal = key.seal();
            for (int i = 0; i < windows.length; i++) {
                windows[i] = new ReplayWindow();
            }
        }
    }

    private final UdpSocket socket;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Tunnel> tunnels = new ConcurrentHashMap<>();
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final byte[] message = new byte[ProbeMessage.BYTES];
    private final FdWatch watch;

    private ProbeResponder(IoEventLoop loop, UdpSocket socket) {
        this.socket = socket;
        watch = FdWatch.startInTurns(loop, socket.fd(), this::drain);
    }

    /** Listens where carriers are accepted, on UDP. */
    public static ProbeResponder start(IoEventLoop loop, InetSocketAddress at) throws ErrnoException {
        return new ProbeResponder(loop, UdpSocket.bound(at));
    }

    /** The key of this run of the edge; a new run gets a new one, because its sequences begin anew. Any thread. */
    public ProbeKey keyFor(String edge, UUID instance) {
        Tunnel tunnel = tunnels.compute(edge, (_, before) -> {
            if (before != null && before.instance().equals(instance)) {
                return before;
            }
            if (before != null) {
                sessions.remove(before.key().session());
            }
            ProbeKey key = ProbeKey.fresh(random);
            sessions.put(key.session(), new Session(key));
            return new Tunnel(instance, key);
        });
        return tunnel.key();
    }

    public long answered() {
        return answered.get();
    }

    /** Datagrams that got nothing. */
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        watch.close();
        socket.close();
    }

    /** Whether something may be left. */
    private boolean drain() {
        for (int i = 0; i < BATCH; i++) {
            int length = socket.receive(message);
            if (length < 0) {
                return false;
            }
            if (isGenuine(length)) {
                answered.incrementAndGet();
            } else {
                refused.incrementAndGet();
            }
        }
        return true;
    }

    /** Cheapest question first. */
    private boolean isGenuine(int lengthBytes) {
        if (!ProbeMessage.isSound(message, lengthBytes, ProbeMessage.PROBE)) {
            return false;
        }
        Session session = sessions.get(ProbeMessage.session(message));
        if (session == null || !session.seal.isRight(message)) {
            return false;
        }
        int path = ProbeMessage.path(message);
        if (!session.windows[path].accept(ProbeMessage.sequence(message))) {
            return false;
        }
        ProbeMessage.turnIntoAnswer(message, ++session.received[path], System.nanoTime());
        session.seal.put(message);
        socket.answer(message, ProbeMessage.BYTES);
        return true;
    }
}
