package dev.braid.node.lane.packet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.braid.node.contract.Prefix;
import dev.braid.node.tun.VirtioNetHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;

/** A peer's packet is read only where it lies: behind its last byte there is nothing, and reading there throws. */
class PacketFuzzTest {
    private static final PrefixTable<String> TABLE = PrefixTable.of(
            Map.of(Prefix.parse("10.0.0.0/8"), "ten", Prefix.parse("::/0"), "six", Prefix.parse("fd77::1/128"), "one"));

    /** The steps of {@link Inbound} and {@link Outbound} over one frame's payload. */
    @FuzzTest(maxDuration = "60s")
    void noPacketIsReadPastItsEnd(byte[] payload) {
        ByteBuf b = Unpooled.wrappedBuffer(payload);
        int at = VirtioNetHeader.BYTES;
        int packetBytes = payload.length - at;
        if (packetBytes < 20 || !VirtioNetHeader.isSound(b, 0, packetBytes) || !IpPacket.isSound(b, at, packetBytes)) {
            return;
        }
        boolean ipv6 = IpPacket.isIpv6(b, at);
        TABLE.find(b, IpPacket.sourceAt(b, at), ipv6);
        TABLE.find(b, IpPacket.destinationAt(b, at), ipv6);
        IpPacket.flowHash(b, at, packetBytes);
        int segments = VirtioNetHeader.segments(b, 0, packetBytes);
        if (segments < 1 || segments > packetBytes) {
            throw new AssertionError(segments + " segments in " + packetBytes + " bytes");
        }
    }

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreAPacketOrNot(byte[] bytes) {
        ByteBuf b = Unpooled.wrappedBuffer(bytes);
        if (IpPacket.isSound(b, 0, bytes.length)) {
            IpPacket.flowHash(b, 0, bytes.length);
        }
    }
}
