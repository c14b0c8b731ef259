package dev.braid.node.mptcp;

import java.nio.ByteBuffer;

/**
 * struct mptcp_info (linux/mptcp.h): what the kernel knows of a connection as a whole. Fields that this kernel does not have
 * are 0: bytes and retransmits came with Linux 6.5, {@code subflowsTotal} with 6.8.
 *
 * @param subflows further ones beside the first
 * @param subflowsTotal the first one included
 * @param subflowsMax how many further ones the limits allow
 * @param token as in {@link MptcpEvent}
 * @param retransmits times the connection's own timer resent data, not those of the subflows
 */
@SuppressWarnings("AvoidCommonTypeNames") // nobody who reads mptcp.Info thinks of ProcessHandle.Info
public record Info(
        int subflows,
        int subflowsTotal,
        int subflowsMax,
        int flags,
        int token,
        long retransmits,
        long bytesRetransmitted,
        long bytesSent,
        long bytesReceived,
        long bytesAcked) {
    static final int BYTES = 96;

    private static final int FLAG_FALLBACK = 1;
    private static final int FLAG_REMOTE_KEY_RECEIVED = 2;

    /** Plain TCP by now: one path, no further subflows. */
    public boolean fallback() {
        return (flags & FLAG_FALLBACK) != 0;
    }

    /** The peer has spoken MPTCP. */
    public boolean remoteKeyReceived() {
        return (flags & FLAG_REMOTE_KEY_RECEIVED) != 0;
    }

    /** {@code struct} is in the machine's byte order and as long as the kernel wrote it. */
    static Info read(ByteBuffer struct) {
        KernelStruct info = new KernelStruct(struct);
        return new Info(
                info.u8(0),
                info.u8(80),
                info.u8(3),
                (int) info.u32(8),
                (int) info.u32(12),
                info.u32(44),
                info.u64(48),
                info.u64(56),
                info.u64(64),
                info.u64(72));
    }
}
