package dev.braid.node.mptcp;

import java.nio.ByteBuffer;

/** A structure that grows with the kernel's version: what lies beyond the length it wrote is 0. */
record KernelStruct(ByteBuffer bytes) {
    int u8(int offset) {
        return bytes.limit() >= offset + 1 ? Byte.toUnsignedInt(bytes.get(offset)) : 0;
    }

    long u32(int offset) {
        return bytes.limit() >= offset + 4 ? Integer.toUnsignedLong(bytes.getInt(offset)) : 0;
    }

    /** Figures beyond 2^63 do not occur but as "without limit". */
    long u64(int offset) {
        return bytes.limit() >= offset + 8 ? bytes.getLong(offset) : 0;
    }
}
