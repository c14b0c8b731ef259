package dev.braid.node.lane.packet;

import dev.braid.node.carrier.Frame;
import dev.braid.node.contract.Prefix;
import dev.braid.node.tun.VirtioNetHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** Packets as tests need them: right in all that we look at. */
final class Packets {
    private Packets() {}

    /** An IPv4 UDP packet of {@code lengthBytes}, at least 28. */
    static ByteBuf udp(String from, int fromPort, String to, int toPort, int lengthBytes) {
        return Unpooled.buffer()
                .writeByte(0x45)
                .writeByte(0)
                .writeShort(lengthBytes)
                .writeInt(0x4000)
                .writeByte(64)
                .writeByte(17)
                .writeShort(0)
                .writeBytes(Prefix.literal(from).getAddress())
                .writeBytes(Prefix.literal(to).getAddress())
                .writeShort(fromPort)
                .writeShort(toPort)
                .writeShort(lengthBytes - 20)
                .writeShort(0)
                .writeZero(lengthBytes - 28);
    }

    /** An IPv6 packet with eight bytes of payload that are its ports where there are any. */
    static ByteBuf ipv6(String from, String to, int nextHeader, int ports) {
        return Unpooled.buffer()
                .writeInt(0x6000_0000)
                .writeShort(8)
                .writeByte(nextHeader)
                .writeByte(64)
                .writeBytes(Prefix.literal(from).getAddress())
                .writeBytes(Prefix.literal(to).getAddress())
                .writeInt(ports)
                .writeInt(0);
    }

    /** As the TUN gives it: behind an empty virtio-net header, outside the heap. Nobody needs to release it. */
    static ByteBuf fromTun(ByteBuf packet) {
        int bytes = VirtioNetHeader.BYTES + packet.readableBytes();
        return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(bytes))
                .clear()
                .writeZero(VirtioNetHeader.BYTES)
                .writeBytes(packet);
    }

    /** As a carrier takes it, in a pooled buffer. */
    static ByteBuf frame(ByteBuf packet) {
        int payload = VirtioNetHeader.BYTES + packet.readableBytes();
        return PooledByteBufAllocator.DEFAULT
                .directBuffer(Frame.HEADER_BYTES + payload)
                .writeInt(Frame.header(Frame.PACKET, payload))
                .writeZero(VirtioNetHeader.BYTES)
                .writeBytes(packet);
    }
}
