package dev.braid.node.mptcp;

/**
 * Per connection; a connection takes them over when it starts.
 *
 * @param subflows further ones beside the first, 0 to 8
 * @param addAddrAccepted announced addresses of the peer that we connect to, 0 to 8
 */
public record Limits(int subflows, int addAddrAccepted) {}
