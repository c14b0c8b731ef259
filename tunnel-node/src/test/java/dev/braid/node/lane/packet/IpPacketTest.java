package dev.braid.node.lane.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IpPacketTest {
    private static ByteBuf udp() {
        return Packets.udp("10.0.0.1", 1_000, "10.0.0.2", 53, 100);
    }

    private static boolean isSound(ByteBuf packet) {
        return IpPacket.isSound(packet, 0, packet.readableBytes());
    }

    private static int hash(ByteBuf packet) {
        return IpPacket.flowHash(packet, 0, packet.readableBytes());
    }

    @Test
    void wholePacketsAreSound() {
        assertThat(isSound(udp())).isTrue();
        assertThat(isSound(Packets.ipv6("fd77::1", "fd77::2", 17, 1))).isTrue();
        assertThat(isSound(udp().writeZero(4))).as("padding behind it").isTrue();
    }

    @Test
    void packetsThatLieAboutThemselvesAreNot() {
        assertThat(isSound(Unpooled.EMPTY_BUFFER)).isFalse();
        assertThat(IpPacket.isSound(udp(), 0, 99)).as("cut").isFalse();
        assertThat(isSound(udp().setByte(0, 0x44))).as("header of 16 bytes").isFalse();
        assertThat(isSound(udp().setByte(0, 0x55))).as("version 5").isFalse();
        assertThat(isSound(udp().setShort(2, 19))).as("shorter than its header").isFalse();
        assertThat(isSound(udp().setByte(0, 0x4f).setShort(2, 59)))
                .as("options over the end")
                .isFalse();
        ByteBuf six = Packets.ipv6("fd77::1", "fd77::2", 17, 1);
        assertThat(IpPacket.isSound(six, 0, 39)).isFalse();
        assertThat(isSound(six.setShort(4, 9))).as("claims a byte more").isFalse();
    }

    @Test
    void aFlowHasOneHashAndItsWayBackAnother() {
        assertThat(hash(udp())).isEqualTo(hash(udp().setShort(4, 77).setByte(8, 3)));
        assertThat(hash(udp())).isEqualTo(hash(Packets.udp("10.0.0.1", 1_000, "10.0.0.2", 53, 900)));
        assertThat(hash(udp())).isNotEqualTo(hash(Packets.udp("10.0.0.2", 53, "10.0.0.1", 1_000, 100)));
        assertThat(hash(udp())).isNotEqualTo(hash(Packets.udp("10.0.0.1", 1_001, "10.0.0.2", 53, 100)));
        assertThat(hash(udp())).isNotEqualTo(hash(udp().setByte(9, 6)));
    }

    @Test
    void whereAPacketLiesDoesNotMatter() {
        ByteBuf moved = Unpooled.buffer().writeZero(13).writeBytes(udp());
        assertThat(IpPacket.flowHash(moved, 13, 100)).isEqualTo(hash(udp()));
    }

    @Test
    void fragmentsGoByAddressesAlone() {
        ByteBuf first = udp().setShort(6, 0x2000);
        ByteBuf later = udp().setShort(6, 0x0010).setInt(20, -1);
        assertThat(hash(first)).isEqualTo(hash(later));
        ByteBuf six = Packets.ipv6("fd77::1", "fd77::2", 44, 5);
        assertThat(hash(six)).isEqualTo(hash(Packets.ipv6("fd77::1", "fd77::2", 44, 6)));
    }

    @Test
    void shortPacketsAreHashedWithoutPorts() {
        ByteBuf tiny = udp().setShort(2, 22);
        assertThat(IpPacket.flowHash(tiny.slice(0, 22), 0, 22))
                .isEqualTo(IpPacket.flowHash(udp().setShort(2, 22).setInt(20, 9).slice(0, 22), 0, 22));
    }

    @Test
    void flowsSpreadOverFourCarriersAndTheQueuesFlows() {
        int[] carriers = new int[4];
        Set<Integer> queueFlows = new HashSet<>();
        for (int port = 0; port < 4_000; port++) {
            int hash = hash(Packets.udp("10.0.0.1", 32_768 + port, "10.0.0.2", 443, 100));
            carriers[(hash >>> 8 & 0xffff) % 4]++; // as PacketPeer picks
            queueFlows.add(Math.floorMod(hash, 128)); // as FairQueue does
        }
        assertThat(carriers).satisfies(c -> {
            for (int count : c) {
                assertThat(count).isBetween(850, 1_150);
            }
        });
        assertThat(queueFlows).hasSize(128);
    }

    @Test
    void ipv6FlowsSpreadByAddressToo() {
        int[] carriers = new int[4];
        for (int host = 1; host <= 4_000; host++) {
            int hash = hash(Packets.ipv6("fd77::" + Integer.toHexString(host), "fd77:1::2", 58, 0));
            carriers[(hash >>> 8 & 0xffff) % 4]++;
        }
        for (int count : carriers) {
            assertThat(count).isBetween(850, 1_150);
        }
    }
}
