package dev.braid.node.carrier;

import io.netty.buffer.ByteBuf;
import java.util.UUID;

/**
 * The edge's first frame.
 *
 * @param version {@link #VERSION} of this build; a peer of another version is refused by name
 * @param lane what the carrier is for
 * @param tunnel made by the edge when the tunnel starts, the same on all its carriers: tells a restarted edge from a further carrier
 * @param index the carrier's place in its lane, from 0
 * @param features bits of {@link Feature}
 */
public record Hello(int version, Lane lane, UUID tunnel, int index, long features) {
    public static final int VERSION = 1;
    public static final int MAX_INDEX = 15;

    /** version 2, lane 1, index 1, tunnel 16, features 8 bytes; later fields may follow and are skipped. */
    private static final int BYTES = 28;

    void write(ByteBuf out) {
        out.writeInt(Frame.header(Frame.HELLO, BYTES));
        out.writeShort(version).writeByte(lane.code()).writeByte(index);
        out.writeLong(tunnel.getMostSignificantBits()).writeLong(tunnel.getLeastSignificantBits());
        out.writeLong(features);
    }

    /** The version stands first in every version of this frame. */
    static int version(ByteBuf in, int at, int lengthBytes) throws MalformedHelloException {
        if (lengthBytes < 2) {
            throw new MalformedHelloException("HELLO of " + lengthBytes + " bytes");
        }
        return in.getUnsignedShort(at);
    }

    static Hello read(ByteBuf in, int at, int lengthBytes) throws MalformedHelloException {
        if (lengthBytes < BYTES) {
            throw new MalformedHelloException("HELLO of " + lengthBytes + " bytes");
        }
        int index = in.getUnsignedByte(at + 3);
        if (index > MAX_INDEX) {
            throw new MalformedHelloException("carrier index " + index + " is over " + MAX_INDEX);
        }
        return new Hello(
                in.getUnsignedShort(at),
                Lane.of(in.getUnsignedByte(at + 2)),
                new UUID(in.getLong(at + 4), in.getLong(at + 12)),
                index,
                in.getLong(at + 20));
    }
}
