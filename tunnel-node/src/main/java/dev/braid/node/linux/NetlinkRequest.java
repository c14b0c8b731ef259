package dev.braid.node.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One netlink message under construction: nlmsghdr, the family's own header, attributes (linux/netlink.h). Values are in the
 * machine's byte order; everything is padded to 4 bytes.
 */
public final class NetlinkRequest {
    // linux/netlink.h: flags of a request
    public static final int F_REQUEST = 0x1;
    public static final int F_ACK = 0x4;
    public static final int F_EXCL = 0x200;
    public static final int F_DUMP = 0x300;
    public static final int F_CREATE = 0x400;

    private static final int NLA_F_NESTED = 0x8000;
    private static final int ATTRIBUTE_HEADER_BYTES = 4;

    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
    private final List<NetlinkRequest> following = new ArrayList<>();

    /** A request that asks for an answer or an acknowledgement: F_REQUEST is implied, F_ACK too unless it is a dump. */
    public NetlinkRequest(int type, int flags) {
        this(flags | F_REQUEST | ((flags & F_DUMP) == F_DUMP ? 0 : F_ACK), (short) type);
    }

    private NetlinkRequest(int flags, short type) {
        u32(0).u16(type).u16(flags).u32(0).u32(0);
    }

    /** One to which only a refusal comes back. */
    static NetlinkRequest unanswered(int type) {
        return new NetlinkRequest(F_REQUEST, (short) type);
    }

    /** Takes {@code next} along in the same datagram. One of them all may ask for an answer. */
    NetlinkRequest then(NetlinkRequest next) {
        following.add(next);
        return this;
    }

    /** A part of the family's header, or of an attribute's content. */
    public NetlinkRequest u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    public NetlinkRequest u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    public NetlinkRequest u32(int value) {
        room(4).putInt(value);
        return this;
    }

    public NetlinkRequest attribute(int type, byte[] value) {
        u16(ATTRIBUTE_HEADER_BYTES + value.length).u16(type);
        room(value.length).put(value);
        return pad();
    }

    public NetlinkRequest attributeU8(int type, int value) {
        return attribute(type, new byte[] {(byte) value});
    }

    public NetlinkRequest attributeU16(int type, int value) {
        return u16(ATTRIBUTE_HEADER_BYTES + 2).u16(type).u16(value).pad();
    }

    public NetlinkRequest attributeU32(int type, int value) {
        return u16(ATTRIBUTE_HEADER_BYTES + 4).u16(type).u32(value);
    }

    /** NUL-terminated, as the kernel has names. */
    public NetlinkRequest attributeText(int type, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return attribute(type, Arrays.copyOf(utf8, utf8.length + 1));
    }

    /** An attribute whose content {@code content} adds to this same request. */
    public NetlinkRequest nested(int type, Consumer<NetlinkRequest> content) {
        int start = buffer.position();
        u16(0).u16(type | NLA_F_NESTED);
        content.accept(this);
        buffer.putShort(start, (short) (buffer.position() - start));
        return this;
    }

    /** The whole message under this sequence number, and what goes along; may be asked again under another one. */
    byte[] bytes(int sequence) {
        buffer.putInt(0, buffer.position());
        buffer.putInt(8, sequence);
        byte[] own = Arrays.copyOf(buffer.array(), buffer.position());
        if (following.isEmpty()) {
            return own;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(own);
        following.forEach(next -> all.writeBytes(next.bytes(sequence)));
        return all.toByteArray();
    }

    private NetlinkRequest pad() {
        while (buffer.position() % 4 != 0) {
            u8(0);
        }
        return this;
    }

    private ByteBuffer room(int lengthBytes) {
        if (buffer.remaining() < lengthBytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + lengthBytes);
            buffer =
                    ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder()).put(buffer.flip());
        }
        return buffer;
    }
}
