package dev.braid.node.tun;

import io.netty.buffer.ByteBuf;

/**
 * The 10 bytes before every packet; struct virtio_net_hdr of linux/virtio_net.h, little-endian by TUNSETVNETLE on every machine.
 *
 * <pre>
 *   0      1         2        4         6           8            10
 *   | flags| gso_type| hdr_len| gso_size| csum_start| csum_offset| packet ...
 * </pre>
 */
public final class VirtioNetHeader {
    public static final int BYTES = 10;

    public static final int FLAG_NEEDS_CSUM = 1;
    public static final int FLAG_DATA_VALID = 2;
    public static final int GSO_NONE = 0;
    public static final int GSO_TCPV4 = 1;
    public static final int GSO_TCPV6 = 4;
    public static final int GSO_UDP_L4 = 5;
    private static final int GSO_ECN = 0x80;

    private VirtioNetHeader() {}

    public static int flags(ByteBuf b, int at) {
        return b.getUnsignedByte(at);
    }

    /** Without the ECN bit. */
    public static int gsoType(ByteBuf b, int at) {
        return b.getUnsignedByte(at + 1) & ~GSO_ECN;
    }

    public static int headerLength(ByteBuf b, int at) {
        return b.getUnsignedShortLE(at + 2);
    }

    /** Payload bytes of each segment. */
    public static int gsoSize(ByteBuf b, int at) {
        return b.getUnsignedShortLE(at + 4);
    }

    public static int csumStart(ByteBuf b, int at) {
        return b.getUnsignedShortLE(at + 6);
    }

    public static int csumOffset(ByteBuf b, int at) {
        return b.getUnsignedShortLE(at + 8);
    }

    /**
     * Whether the kernel would take this header before a packet of {@code packetBytes}: known type and flags, offsets inside the
     * packet, a segment size where segments are asked for.
     */
    public static boolean isSound(ByteBuf b, int at, int packetBytes) {
        int flags = flags(b, at);
        if ((flags & ~(FLAG_NEEDS_CSUM | FLAG_DATA_VALID)) != 0) {
            return false;
        }
        boolean needsCsum = (flags & FLAG_NEEDS_CSUM) != 0;
        if (needsCsum && csumStart(b, at) + csumOffset(b, at) + 2 > packetBytes) {
            return false;
        }
        return switch (gsoType(b, at)) {
            case GSO_NONE -> true;
            case GSO_TCPV4, GSO_TCPV6, GSO_UDP_L4 ->
                needsCsum && gsoSize(b, at) > 0 && headerLength(b, at) <= packetBytes;
            default -> false;
        };
    }

    /** Segments the packet stands for on a wire, at least 1. */
    public static int segments(ByteBuf b, int at, int packetBytes) {
        if (gsoType(b, at) == GSO_NONE) {
            return 1;
        }
        int payload = Math.max(1, packetBytes - headerLength(b, at));
        int size = Math.max(1, gsoSize(b, at));
        return (payload + size - 1) / size;
    }
}
