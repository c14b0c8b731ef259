package dev.braid.node.linux;

/** Hears that anybody has changed nftables in the namespace of the thread that opened it. Needs CAP_NET_ADMIN. */
public final class FirewallEvents implements AutoCloseable {
    // linux/netfilter/nfnetlink.h: NFNLGRP_NFTABLES, as a bit of the legacy mask
    private static final int NFTABLES = 1 << (7 - 1);

    private final NetlinkSocket socket;

    private FirewallEvents(NetlinkSocket socket) {
        this.socket = socket;
    }

    public static FirewallEvents open() throws ErrnoException {
        return new FirewallEvents(NetlinkSocket.open(NetlinkSocket.NETFILTER, NFTABLES));
    }

    /** Whether there was a change since the last question. Never blocks. */
    public boolean drain() {
        boolean[] heard = new boolean[1];
        boolean complete = socket.drain(_ -> heard[0] = true);
        return heard[0] || !complete;
    }

    @Override
    public void close() {
        socket.close();
    }
}
