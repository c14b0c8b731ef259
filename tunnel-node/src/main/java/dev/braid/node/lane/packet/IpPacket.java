package dev.braid.node.lane.packet;

import io.netty.buffer.ByteBuf;

/** Reads an IPv4 (RFC 791) or IPv6 (RFC 8200) packet where it lies in a buffer. Lengths are bytes, {@code at} is its first byte. */
final class IpPacket {
    private static final int IPV4_MIN = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int FRAGMENT_BITS = 0x3fff;

    private IpPacket() {}

    /** Whether the fixed header is whole and claims no more than {@code lengthBytes}. */
    static boolean isSound(ByteBuf b, int at, int lengthBytes) {
        if (lengthBytes < IPV4_MIN) {
            return false;
        }
        return switch (version(b, at)) {
            case 4 -> {
                int header = (b.getByte(at) & 0x0f) * 4;
                int total = b.getUnsignedShort(at + 2);
                yield header >= IPV4_MIN && total >= header && total <= lengthBytes;
            }
            // A jumbo super-packet may say 0 here (RFC 2675, as the kernel's GSO does), so only too much is wrong.
            case 6 -> lengthBytes >= IPV6_HEADER && IPV6_HEADER + b.getUnsignedShort(at + 4) <= lengthBytes;
            default -> false;
        };
    }

    static int version(ByteBuf b, int at) {
        return b.getUnsignedByte(at) >>> 4;
    }

    static boolean isIpv6(ByteBuf b, int at) {
        return version(b, at) == 6;
    }

    static int sourceAt(ByteBuf b, int at) {
        return at + (isIpv6(b, at) ? 8 : 12);
    }

    static int destinationAt(ByteBuf b, int at) {
        return at + (isIpv6(b, at) ? 24 : 16);
    }

    /** Whether nobody sends it again, so that it should neither wait nor be lost: anything but TCP. */
    static boolean isOnce(ByteBuf b, int at) {
        return (isIpv6(b, at) ? b.getByte(at + 6) : b.getByte(at + 9)) != TCP;
    }

    /** The same for all packets of a flow in one direction, spread evenly otherwise. Fragments go by addresses alone. */
    static int flowHash(ByteBuf b, int at, int lengthBytes) {
        long hash;
        int protocol;
        int payload;
        if (isIpv6(b, at)) {
            hash = b.getLong(at + 8);
            hash = mix(hash ^ b.getLong(at + 16));
            hash = mix(hash ^ b.getLong(at + 24));
            hash = mix(hash ^ b.getLong(at + 32));
            protocol = b.getUnsignedByte(at + 6);
            payload = IPV6_HEADER;
        } else {
            hash = mix(b.getLong(at + 12));
            boolean fragment = (b.getUnsignedShort(at + 6) & FRAGMENT_BITS) != 0;
            protocol = fragment ? 0 : b.getUnsignedByte(at + 9);
            payload = (b.getByte(at) & 0x0f) * 4;
        }
        if ((protocol == TCP || protocol == UDP) && lengthBytes >= payload + 4) {
            hash = mix(hash ^ b.getInt(at + payload));
        }
        return (int) (mix(hash ^ protocol) >>> 32);
    }

    private static long mix(long value) {
        long v = value * 0x9E3779B97F4A7C15L;
        return v ^ v >>> 29;
    }
}
