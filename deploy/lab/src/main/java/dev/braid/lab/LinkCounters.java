package dev.braid.lab;

import java.util.Map;

/**
 * What one direction of a link has done so far.
 *
 * @param packets delivered
 * @param bytes delivered, IP bytes as the rate counts them
 * @param queuedBytes waiting in front of the bottleneck now
 * @param latePackets delivered more than 1 ms after they were due, because the machine was busy elsewhere: the link was then
 *     not what it claims to be
 */
public record LinkCounters(long packets, long bytes, Map<DropCause, Long> drops, long queuedBytes, long latePackets) {
    public long drops(DropCause cause) {
        return drops.getOrDefault(cause, 0L);
    }
}
