package dev.braid.node.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message out of a netlink datagram (linux/netlink.h, nlmsghdr).
 *
 * @param body what follows the header, in the machine's byte order; borrowed, valid only until the socket's next receive
 */
public record NetlinkMessage(int type, int flags, int sequence, ByteBuffer body) {
    static final int NOOP = 1;
    static final int ERROR = 2;
    static final int DONE = 3;
    static final int OVERRUN = 4;
    static final int F_DUMP_INTR = 0x10;

    private static final int HEADER_BYTES = 16;
    private static final int F_CAPPED = 0x100;
    private static final int F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;

    /** The messages of a datagram, up to the first whose length lies: what comes after it has no known start. */
    public static List<NetlinkMessage> parse(ByteBuffer datagram) {
        ByteBuffer in = datagram.duplicate().order(ByteOrder.nativeOrder());
        List<NetlinkMessage> messages = new ArrayList<>();
        while (in.remaining() >= HEADER_BYTES) {
            int start = in.position();
            int lengthBytes = in.getInt(start);
            if (lengthBytes < HEADER_BYTES || lengthBytes > in.remaining()) {
                break;
            }
            messages.add(new NetlinkMessage(
                    Short.toUnsignedInt(in.getShort(start + 4)),
                    Short.toUnsignedInt(in.getShort(start + 6)),
                    in.getInt(start + 8),
                    slice(in, start + HEADER_BYTES, lengthBytes - HEADER_BYTES)));
            in.position(start + Math.min(align(lengthBytes), in.remaining()));
        }
        return messages;
    }

    /** What follows the family's header of {@code headerBytes}; nothing when the body ends before. */
    public Attributes attributes(int headerBytes) {
        int from = Math.min(align(headerBytes), body.limit());
        return Attributes.parse(slice(body, from, body.limit() - from));
    }

    /** Whether the family's header of that length is there to be read. */
    boolean has(int headerBytes) {
        return body.limit() >= headerBytes;
    }

    int u8(int offset) {
        return Byte.toUnsignedInt(body.get(offset));
    }

    int u16(int offset) {
        return Short.toUnsignedInt(body.getShort(offset));
    }

    int u32(int offset) {
        return body.getInt(offset);
    }

    /** Of an ERROR or DONE message: 0 for an acknowledgement, else a positive errno. DONE may come without one. */
    int errno() {
        return has(4) ? Math.abs(u32(0)) : 0;
    }

    /** Of an ERROR message: the kernel's own sentence (extended acknowledgement), or "". */
    String kernelSays() {
        if ((flags & F_ACK_TLVS) == 0 || !has(4 + HEADER_BYTES)) {
            return "";
        }
        // An uncapped error repeats the request, whose length its header holds, before the attributes.
        int echoedBytes = (flags & F_CAPPED) != 0 ? HEADER_BYTES : Math.max(HEADER_BYTES, u32(4));
        return echoedBytes > body.limit()
                ? ""
                : attributes(4 + align(echoedBytes)).text(NLMSGERR_ATTR_MSG);
    }

    static int align(int lengthBytes) {
        return lengthBytes > Integer.MAX_VALUE - 3 ? lengthBytes : (lengthBytes + 3) & ~3;
    }

    static ByteBuffer slice(ByteBuffer from, int start, int lengthBytes) {
        return from.slice(start, lengthBytes).order(ByteOrder.nativeOrder());
    }
}
