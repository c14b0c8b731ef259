package dev.braid.node.lane.packet;

import java.util.Map;

/** What a lane has carried since it began. Super-packets count as the packets they stand for; bytes are those of IP packets. */
public record LaneTotals(
        long packetsOut,
        long bytesOut,
        long packetsIn,
        long bytesIn,
        Map<DropReason, Long> dropsOut,
        Map<DropReason, Long> dropsIn) {}
