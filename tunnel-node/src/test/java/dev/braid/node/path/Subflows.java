package dev.braid.node.path;

import dev.braid.node.mptcp.Subflow;
import java.net.InetSocketAddress;

/** Subflows as a test needs them. */
final class Subflows {
    private static final int ESTABLISHED = 1;
    private static final long LONG_AGO_NS = 60_000_000_000L;
    private static final InetSocketAddress HUB = new InetSocketAddress("192.0.2.1", 7070);

    private Subflows() {}

    static Subflow of(String local, int port, long sent, long received) {
        return in(ESTABLISHED, local, port, sent, received);
    }

    static Subflow in(int state, String local, int port, long sent, long received) {
        InetSocketAddress from = new InetSocketAddress(local, port);
        return new Subflow(
                from,
                HUB,
                state,
                20_000_000,
                0,
                0,
                10,
                1_400,
                sent,
                sent,
                received,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                LONG_AGO_NS);
    }

    /** One that got its last data {@code lastDataMs} ago. */
    static Subflow receiving(String local, int port, long lastDataMs) {
        InetSocketAddress from = new InetSocketAddress(local, port);
        long dataNs = lastDataMs * 1_000_000;
        return new Subflow(
                from,
                HUB,
                ESTABLISHED,
                20_000_000,
                0,
                0,
                10,
                1_400,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                dataNs,
                dataNs);
    }

    /** One that has sent more than has arrived. */
    static Subflow partlyAcked(String local, int port, long sent, long acked) {
        InetSocketAddress from = new InetSocketAddress(local, port);
        return new Subflow(
                from, HUB, ESTABLISHED, 20_000_000, 0, 0, 10, 1_400, sent, acked, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** One with {@code unacked} segments on their way, that got its last acknowledgement {@code lastAckMs} ago. */
    static Subflow unacked(String local, int port, long rttMs, long varMs, long unacked, long lastAckMs) {
        InetSocketAddress from = new InetSocketAddress(local, port);
        long rttNs = rttMs * 1_000_000;
        long varNs = varMs * 1_000_000;
        long ackNs = lastAckMs * 1_000_000;
        return new Subflow(
                from,
                HUB,
                ESTABLISHED,
                rttNs,
                varNs,
                0,
                10,
                1_400,
                0,
                0,
                0,
                0,
                0,
                0,
                unacked,
                unacked,
                0,
                0,
                0,
                0,
                ackNs,
                LONG_AGO_NS);
    }
}
