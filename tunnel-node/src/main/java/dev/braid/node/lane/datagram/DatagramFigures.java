package dev.braid.node.lane.datagram;

/**
 * What the lane has done for a peer since it began.
 *
 * @param sent datagrams that left: two for most packets
 * @param copiesByCarrier packets whose second copy went by a carrier
 * @param doubles datagrams and frames whose packet had come already
 * @param refused datagrams that were not the peer's, or damaged
 */
public record DatagramFigures(long sent, long copiesByCarrier, long doubles, long refused) {}
