package dev.braid.node.mptcp;

import java.net.InetAddress;

/**
 * A local address that the kernel may use for further subflows, or announce.
 *
 * @param id 1 to 255, and 0 to let the kernel choose. After a removal choose a fresh one: REMOVE_ADDR has retired the old id
 *     for the connections that live
 * @param ifindex the interface to leave through, 0 for what routing says
 * @param flags FLAG_* together
 */
public record Endpoint(int id, InetAddress address, int ifindex, int flags) {
    // linux/mptcp.h, MPTCP_PM_ADDR_FLAG_*
    /** Announce it to the peer (ADD_ADDR). */
    public static final int FLAG_SIGNAL = 1;
    /** Start subflows from it. */
    public static final int FLAG_SUBFLOW = 2;
    /** Use it only when nothing else is left. */
    public static final int FLAG_BACKUP = 4;
    /** Start one subflow from it to each address of the peer. */
    public static final int FLAG_FULLMESH = 8;
    /** The kernel made it itself for a subflow that a program bound. */
    public static final int FLAG_IMPLICIT = 16;
}
