package dev.braid.node.mptcp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * One path's part of a connection, from its struct tcp_info (linux/tcp.h). What this kernel does not tell is 0.
 *
 * @param state TCP_*: 1 established, 2 SYN sent, 7 closed (net/tcp_states.h)
 * @param minRttNs 0 until there is a sample
 * @param bytesAcked of ours, by the peer
 * @param retransmits segments, since the subflow began
 * @param unackedPackets in flight, lost, or arrived out of order, as segments
 * @param inFlightPackets on the wire, as the kernel reckons (tcp_packets_in_flight in include/net/tcp.h)
 * @param deliveredPackets of ours, as segments that arrived, out of order too
 * @param notSentBytes in the send queue and not sent even once
 * @param pacingRateBytesPerSecond 0 when it is not paced
 * @param lastAckReceivedNs time since then
 * @param lastDataReceivedNs time since then
 */
public record Subflow(
        InetSocketAddress local,
        InetSocketAddress remote,
        int state,
        long rttNs,
        long rttVarNs,
        long minRttNs,
        long cwndPackets,
        int mssBytes,
        long bytesSent,
        long bytesAcked,
        long bytesReceived,
        long segmentsOut,
        long segmentsIn,
        long retransmits,
        long unackedPackets,
        long inFlightPackets,
        long deliveredPackets,
        long notSentBytes,
        long deliveryRateBytesPerSecond,
        long pacingRateBytesPerSecond,
        long lastAckReceivedNs,
        long lastDataReceivedNs) {
    /** Kernel's TCP_ESTABLISHED. */
    private static final int ESTABLISHED = 1;

    private static final long NS_PER_US = 1_000;
    private static final long NS_PER_MS = 1_000_000;
    /** A minimum that has never been set is all ones. */
    private static final long NO_SAMPLE = 0xffff_ffffL;

    public boolean isEstablished() {
        return state == ESTABLISHED;
    }

    /**
     * Offsets in struct tcp_info, in bytes; times in microseconds but for tcpi_last_*, which are milliseconds:
     *
     * <pre>
     *   0 u8  state             72 u32 rttvar            136 u32 segs_out
     *  16 u32 snd_mss           80 u32 snd_cwnd          140 u32 segs_in
     *  24 u32 unacked          100 u32 total_retrans     144 u32 notsent_bytes
     *  28 u32 sacked           104 u64 pacing_rate       148 u32 min_rtt
     *  32 u32 lost             120 u64 bytes_acked       160 u64 delivery_rate
     *  36 u32 retrans          128 u64 bytes_received    200 u64 bytes_sent
     *  52 u32 last_data_recv
     *  56 u32 last_ack_recv
     *  68 u32 rtt                                    192 u32 delivered
     * </pre>
     */
    static Subflow read(InetSocketAddress local, InetSocketAddress remote, ByteBuffer struct) {
        KernelStruct info = new KernelStruct(struct);
        long minRttUs = info.u32(148);
        return new Subflow(
                local,
                remote,
                info.u8(0),
                info.u32(68) * NS_PER_US,
                info.u32(72) * NS_PER_US,
                minRttUs == NO_SAMPLE ? 0 : minRttUs * NS_PER_US,
                info.u32(80),
                (int) info.u32(16),
                info.u64(200),
                info.u64(120),
                info.u64(128),
                info.u32(136),
                info.u32(140),
                info.u32(100),
                info.u32(24),
                Math.max(0, info.u32(24) - info.u32(28) - info.u32(32) + info.u32(36)),
                info.u32(192),
                info.u32(144),
                Math.max(0, info.u64(160)),
                Math.max(0, info.u64(104)),
                info.u32(56) * NS_PER_MS,
                info.u32(52) * NS_PER_MS);
    }
}
