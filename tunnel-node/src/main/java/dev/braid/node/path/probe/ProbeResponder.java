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
import org.jspecify.annotations.Nullable;

/** The hub's end: answers the probes of its edges, each with as many bytes as it brought, and nobody else's. */
public final class ProbeResponder implements AutoCloseable {
    /** Datagrams in one turn: a flood must not keep the loop from its packets. */
    private static final int BATCH = 64;

    private record Tunnel(UUID instance, ProbeKey key) {}

    private final UdpSocket socket;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Tunnel> tunnels = new ConcurrentHashMap<>();
    private final Map<Long, ProbeSession> sessions = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final byte[] message = new byte[Passenger.MAX_BYTES];
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
            sessions.put(key.session(), new ProbeSession(socket, key));
            return new Tunnel(instance, key);
        });
        return tunnel.key();
    }

    /** The edge is none of ours any more. */
    public void forget(String edge) {
        Tunnel gone = tunnels.remove(edge);
        if (gone != null) {
            sessions.remove(gone.key().session());
        }
    }

    /** What {@link #keyFor} began for this key; null when a later run of the edge has taken its place. Any thread. */
    public @Nullable ProbeSession session(ProbeKey key) {
        return sessions.get(key.session());
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
            if (ProbeMessage.isPassenger(message, length)) {
                pass(length);
            } else if (isGenuine(length)) {
                answered.incrementAndGet();
            } else {
                refused.incrementAndGet();
            }
        }
        return true;
    }

    private void pass(int lengthBytes) {
        ProbeSession session = sessions.get(ProbeMessage.session(message));
        if (session == null) {
            refused.incrementAndGet();
        } else {
            session.passenger().arrived(message, lengthBytes);
        }
    }

    /** Cheapest question first. */
    private boolean isGenuine(int lengthBytes) {
        if (!ProbeMessage.isSound(message, lengthBytes, ProbeMessage.PROBE)) {
            return false;
        }
        ProbeSession session = sessions.get(ProbeMessage.session(message));
        return session != null && session.answer(message, System.nanoTime());
    }
}
