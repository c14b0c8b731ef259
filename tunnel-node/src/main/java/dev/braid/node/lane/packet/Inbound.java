package dev.braid.node.lane.packet;

import dev.braid.node.tun.TunQueue;
import dev.braid.node.tun.VirtioNetHeader;
import io.netty.buffer.ByteBuf;

/** Packets from carriers to this loop's TUN queue. */
final class Inbound {
    private static final int IPV4_MIN = 20;

    private final PacketLane lane;
    private final TunQueue tun;

    Inbound(PacketLane lane, TunQueue tun) {
        this.lane = lane;
        this.tun = tun;
    }

    /** A virtio-net header and a packet at {@code index}, from an authenticated peer and not to be trusted further than that. */
    void packet(PacketPeer peer, LaneCounters counters, ByteBuf b, int index, int lengthBytes) {
        int at = index + VirtioNetHeader.BYTES;
        int packetBytes = lengthBytes - VirtioNetHeader.BYTES;
        if (packetBytes < IPV4_MIN
                || !VirtioNetHeader.isSound(b, index, packetBytes)
                || !IpPacket.isSound(b, at, packetBytes)) {
            counters.droppedInbound(DropReason.MALFORMED_PACKET);
            return;
        }
        if (lane.checksPeers() && !isAllowed(peer, counters, b, at)) {
            return;
        }
        if (tun.write(b, index, lengthBytes) < 0) {
            counters.droppedInbound(DropReason.TUN_REFUSED);
        } else {
            counters.received(VirtioNetHeader.segments(b, index, packetBytes), packetBytes);
        }
    }

    private boolean isAllowed(PacketPeer peer, LaneCounters counters, ByteBuf b, int at) {
        boolean ipv6 = IpPacket.isIpv6(b, at);
        PrefixTable<PacketPeer> table = lane.table();
        if (table.find(b, IpPacket.sourceAt(b, at), ipv6) != peer) {
            counters.droppedInbound(DropReason.SPOOFED_SOURCE);
            return false;
        }
        PacketPeer destination = table.find(b, IpPacket.destinationAt(b, at), ipv6);
        if (destination != null && !peer.reaches(destination)) {
            counters.droppedInbound(DropReason.EDGE_ISOLATION);
            return false;
        }
        return true;
    }
}
