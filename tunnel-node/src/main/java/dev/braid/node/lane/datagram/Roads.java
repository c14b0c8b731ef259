package dev.braid.node.lane.datagram;

/** The ways to the peer for datagrams. */
@FunctionalInterface
public interface Roads {
    /**
     * Sends the same on each of them. Any thread.
     *
     * @return how many took it, 0 while there is none
     */
    int carry(byte[] datagram, int lengthBytes, long nowNs);
}
