package dev.braid.node.lane.stream;

import dev.braid.node.carrier.Frame;
import dev.braid.node.contract.Prefix;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a flow.
 *
 * <pre>
 *   | flow number 4 | address bytes 1: 4 or 16 | destination address, port 2 | source address, port 2 |   later fields may follow
 * </pre>
 *
 * @param flow counts the flows of this carrier
 * @param destination where the connection wants to go
 * @param source who made it, of the same family
 */
record Open(int flow, InetSocketAddress destination, InetSocketAddress source) {
    private static final int FIXED_BYTES = 5;

    void write(ByteBuf out) {
        byte[] to = destination.getAddress().getAddress();
        byte[] from = source.getAddress().getAddress();
        out.writeInt(Frame.header(Frame.OPEN, FIXED_BYTES + 2 * (to.length + 2)));
        out.writeInt(flow).writeByte(to.length);
        out.writeBytes(to).writeShort(destination.getPort());
        out.writeBytes(from).writeShort(source.getPort());
    }

    /** Null when it is none. */
    static @Nullable Open read(ByteBuf in, int at, int lengthBytes) {
        int address = lengthBytes < FIXED_BYTES ? 0 : in.getUnsignedByte(at + 4);
        if ((address != 4 && address != 16) || lengthBytes < FIXED_BYTES + 2 * (address + 2)) {
            return null;
        }
        InetSocketAddress destination = address(in, at + FIXED_BYTES, address);
        InetSocketAddress source = address(in, at + FIXED_BYTES + address + 2, address);
        boolean sound = destination.getPort() != 0 && isIpv4(destination) == isIpv4(source);
        return sound ? new Open(in.getInt(at), destination, source) : null;
    }

    /** Java makes an IPv4 address of one that is mapped into IPv6, so whoever judges it sees what the kernel would reach. */
    private static InetSocketAddress address(ByteBuf in, int at, int bytes) {
        byte[] address = new byte[bytes];
        in.getBytes(at, address);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), in.getUnsignedShort(at + bytes));
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }

    private static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress().getAddress().length == 4;
    }

    boolean isIpv6() {
        return !isIpv4(destination);
    }

    String target() {
        return Prefix.text(destination.getAddress()) + " port " + destination.getPort();
    }
}
