package dev.braid.node.carrier;

/** What a node can do beyond the version's minimum; a bit each in HELLO and WELCOME. Both must have it to use it. */
public enum Feature {
    /** Our TUN takes TCP super-packets. */
    TSO(1),
    /** Our TUN takes UDP super-packets (since Linux 6.2). */
    USO(2),
    /** We tell what we have passed on, and hold back what the peer has not; see {@link Credit}. */
    CREDIT(4),
    /** Light packets may travel as datagrams beside the probes, and as {@link Frame#COPY}; see dev.braid.node.lane.datagram. */
    DATAGRAM(8);

    private final long bit;

    Feature(long bit) {
        this.bit = bit;
    }

    public long bit() {
        return bit;
    }

    public boolean in(long features) {
        return (features & bit) != 0;
    }
}
