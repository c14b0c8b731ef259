package dev.braid.node.path.probe;

/**
 * Takes what comes by the probes' sockets and is no probe: the datagram lane's, which shares them so that what probes find out of a way is
 * true of its packets too, and a NAT on the way keeps one door open for both.
 */
@FunctionalInterface
public interface Passenger {
    /** First byte of such a datagram, and at 8 the session of its {@link ProbeKey}, 8 bytes; the rest is the lane's. */
    byte TYPE = 3;

    /** The longest that needs no fragments where IPv6 passes: its least MTU of 1,280 bytes (RFC 8200 section 5) without headers. */
    int MAX_BYTES = 1_280 - 40 - 8;

    /** On the loop that reads the socket. Nothing is known of who sent it; {@code datagram} is borrowed until it returns. */
    void arrived(byte[] datagram, int lengthBytes);
}
