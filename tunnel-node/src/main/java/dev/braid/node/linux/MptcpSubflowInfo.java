package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subflow's addresses and tcp_info, as the kernel has them (linux/mptcp.h). Two ways: MPTCP_FULL_INFO
 * (since Linux 6.5) in one call, whose structure points into our memory, or MPTCP_SUBFLOW_ADDRS and MPTCP_TCPINFO (since
 * 5.16), which may disagree when a subflow goes between the two.
 *
 * @param tcpInfo struct tcp_info (linux/tcp.h), cut to the length the kernel knows
 */
public record MptcpSubflowInfo(InetSocketAddress local, InetSocketAddress remote, ByteBuffer tcpInfo) {
    private static final int SOL_MPTCP = 284;
    private static final int MPTCP_TCPINFO = 2;
    private static final int MPTCP_SUBFLOW_ADDRS = 3;
    private static final int MPTCP_FULL_INFO = 4;

    /** Eight endpoints on either side are the kernel's limit, and full mesh is rare. */
    private static final int MAX_SUBFLOWS = 32;

    private static final int TCP_INFO_BYTES = 320;
    private static final int STORAGE_BYTES = 128;
    private static final int ADDRS_BYTES = 2 * STORAGE_BYTES;
    /** struct mptcp_subflow_info: u32 id, padding to 8, two sockaddr_storage. */
    private static final int SUBFLOW_INFO_BYTES = 8 + ADDRS_BYTES;
    /**
     * struct mptcp_full_info: u32 size_tcpinfo_kernel, size_tcpinfo_user, size_sfinfo_kernel, size_sfinfo_user,
     * num_subflows, size_arrays_user; u64 subflow_info, tcp_info; struct mptcp_info.
     */
    private static final int FULL_INFO_BYTES = 40 + 256;
    /** struct mptcp_subflow_data: u32 size_subflow_data, num_subflows, size_kernel, size_user. */
    private static final int SUBFLOW_DATA_BYTES = 16;

    /** All subflows; null when the descriptor is no MPTCP connection, or one that fell back to TCP. */
    public static @Nullable List<MptcpSubflowInfo> read(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            List<MptcpSubflowInfo> subflows = readAtOnce(arena, fd);
            return subflows != null ? subflows : readInTwo(arena, fd);
        }
    }

    static @Nullable List<MptcpSubflowInfo> readAtOnce(Arena arena, int fd) {
        MemorySegment infos = arena.allocate((long) MAX_SUBFLOWS * SUBFLOW_INFO_BYTES, 8);
        MemorySegment tcpInfos = arena.allocate((long) MAX_SUBFLOWS * TCP_INFO_BYTES, 8);
        MemorySegment full = arena.allocate(FULL_INFO_BYTES, 8);
        full.set(JAVA_INT, 4, TCP_INFO_BYTES);
        full.set(JAVA_INT, 12, SUBFLOW_INFO_BYTES);
        full.set(JAVA_INT, 20, MAX_SUBFLOWS);
        full.set(JAVA_LONG, 24, infos.address());
        full.set(JAVA_LONG, 32, tcpInfos.address());
        MemorySegment length = arena.allocateFrom(JAVA_INT, FULL_INFO_BYTES);
        if (Libc.getsockopt(fd, SOL_MPTCP, MPTCP_FULL_INFO, full, length) < 0) {
            return null;
        }
        // The kernel puts elements as close as its own, smaller sizes allow, and says so in size_*_user.
        int tcpInfoBytes = Math.clamp(full.get(JAVA_INT, 4), 0, TCP_INFO_BYTES);
        int infoBytes = Math.clamp(full.get(JAVA_INT, 12), 0, SUBFLOW_INFO_BYTES);
        int count = infoBytes < SUBFLOW_INFO_BYTES ? 0 : Math.clamp(full.get(JAVA_INT, 16), 0, MAX_SUBFLOWS);
        List<MptcpSubflowInfo> subflows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            subflows.add(of(infos, (long) i * infoBytes + 8, tcpInfos, (long) i * tcpInfoBytes, tcpInfoBytes));
        }
        return subflows;
    }

    static @Nullable List<MptcpSubflowInfo> readInTwo(Arena arena, int fd) {
        MemorySegment addresses = array(arena, fd, MPTCP_SUBFLOW_ADDRS, ADDRS_BYTES);
        MemorySegment tcpInfos = array(arena, fd, MPTCP_TCPINFO, TCP_INFO_BYTES);
        if (addresses == null || tcpInfos == null) {
            return null;
        }
        int count = Math.clamp(Math.min(addresses.get(JAVA_INT, 4), tcpInfos.get(JAVA_INT, 4)), 0, MAX_SUBFLOWS);
        int tcpInfoBytes = Math.clamp(tcpInfos.get(JAVA_INT, 12), 0, TCP_INFO_BYTES);
        List<MptcpSubflowInfo> subflows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long address = SUBFLOW_DATA_BYTES + (long) i * ADDRS_BYTES;
            long tcpInfo = SUBFLOW_DATA_BYTES + (long) i * tcpInfoBytes;
            subflows.add(of(addresses, address, tcpInfos, tcpInfo, tcpInfoBytes));
        }
        return subflows;
    }

    private static @Nullable MemorySegment array(Arena arena, int fd, int option, int elementBytes) {
        MemorySegment data = arena.allocate(SUBFLOW_DATA_BYTES + (long) MAX_SUBFLOWS * elementBytes, 8);
        data.set(JAVA_INT, 0, SUBFLOW_DATA_BYTES);
        data.set(JAVA_INT, 12, elementBytes);
        MemorySegment length = arena.allocateFrom(JAVA_INT, (int) data.byteSize());
        return Libc.getsockopt(fd, SOL_MPTCP, option, data, length) < 0 ? null : data;
    }

    private static MptcpSubflowInfo of(
            MemorySegment addresses, long addressesAt, MemorySegment tcpInfos, long tcpInfoAt, int tcpInfoBytes) {
        byte[] tcpInfo = tcpInfos.asSlice(tcpInfoAt, tcpInfoBytes).toArray(JAVA_BYTE);
        return new MptcpSubflowInfo(
                SockAddr.read(addresses, addressesAt),
                SockAddr.read(addresses, addressesAt + STORAGE_BYTES),
                ByteBuffer.wrap(tcpInfo).order(ByteOrder.nativeOrder()));
    }
}
