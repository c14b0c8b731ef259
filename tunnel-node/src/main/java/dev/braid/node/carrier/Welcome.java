package dev.braid.node.carrier;

import dev.braid.node.contract.Prefix;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The hub's answer to a HELLO it accepts.
 *
 * @param features bits of {@link Feature} that the hub has
 * @param mtuBytes of the inner network
 * @param addresses the edge's own inner addresses with the inner network's prefix length
 */
public record Welcome(int version, long features, int mtuBytes, List<Prefix> addresses) {
    private static final int MAX_ADDRESSES = 8;

    void write(ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0)
                .writeShort(version)
                .writeLong(features)
                .writeShort(mtuBytes)
                .writeByte(addresses.size());
        for (Prefix prefix : addresses) {
            byte[] address = prefix.address().getAddress();
            out.writeByte(address.length).writeBytes(address).writeByte(prefix.length());
        }
        out.setInt(start, Frame.header(Frame.WELCOME, out.writerIndex() - start - Frame.HEADER_BYTES));
    }

    static Welcome read(ByteBuf in, int at, int lengthBytes) throws MalformedHelloException {
        try {
            ByteBuf b = in.slice(at, lengthBytes);
            int version = b.readUnsignedShort();
            long features = b.readLong();
            int mtuBytes = b.readUnsignedShort();
            int count = b.readUnsignedByte();
            if (count > MAX_ADDRESSES || mtuBytes < 576) {
                throw new MalformedHelloException("WELCOME with " + count + " addresses, MTU " + mtuBytes);
            }
            List<Prefix> addresses = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                addresses.add(readPrefix(b));
            }
            return new Welcome(version, features, mtuBytes, List.copyOf(addresses));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | UnknownHostException e) {
            throw new MalformedHelloException("WELCOME of " + lengthBytes + " bytes: " + e.getMessage());
        }
    }

    private static Prefix readPrefix(ByteBuf b) throws UnknownHostException {
        int bytes = b.readUnsignedByte();
        if (bytes != 4 && bytes != 16) {
            throw new IllegalArgumentException("an address of " + bytes + " bytes");
        }
        byte[] address = new byte[bytes];
        b.readBytes(address);
        return new Prefix(InetAddress.getByAddress(address), b.readUnsignedByte());
    }
}
