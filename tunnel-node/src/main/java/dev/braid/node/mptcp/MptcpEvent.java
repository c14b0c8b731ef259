package dev.braid.node.mptcp;

import java.net.InetSocketAddress;

/**
 * What the kernel tells of MPTCP connections as they live (linux/mptcp_pm.h). {@code token} names the connection on this
 * machine, as {@link Info#token} does; as an int it may be negative.
 */
public sealed interface MptcpEvent {
    /** Which subflow: its ends, the address ids, the interface (0 unknown), and whether either side wants it as backup. */
    record SubflowKey(
            InetSocketAddress local,
            InetSocketAddress remote,
            int localId,
            int remoteId,
            int ifindex,
            boolean backup) {}

    /** A connection starts; it cannot take further subflows yet. */
    record Created(int token, InetSocketAddress local, InetSocketAddress remote, boolean serverSide)
            implements MptcpEvent {}

    /** Fully established: further subflows may start. */
    record Established(int token, InetSocketAddress local, InetSocketAddress remote, boolean serverSide)
            implements MptcpEvent {}

    record Closed(int token) implements MptcpEvent {}

    /** The peer offers an address; port 0 means the connection's. */
    record Announced(int token, int remoteId, InetSocketAddress remote) implements MptcpEvent {}

    /** The peer takes an address back. */
    record Removed(int token, int remoteId) implements MptcpEvent {}

    record SubflowEstablished(int token, SubflowKey subflow) implements MptcpEvent {}

    /**
     * A subflow is gone; the connection may live on.
     *
     * @param error the subflow's errno, 0 when it ended in peace
     * @param resetReason MPTCP_RST_* (RFC 8684 section 3.6), 0 when none was given; 6 speaks of a middlebox
     */
    record SubflowClosed(int token, SubflowKey subflow, int error, int resetReason) implements MptcpEvent {}

    /** A subflow became backup or ceased to be. */
    record Priority(int token, SubflowKey subflow) implements MptcpEvent {}

    /** The kernel dropped events because they were not read in time (ENOBUFS): look at the connections themselves. */
    record Lost() implements MptcpEvent {}
}
