package dev.braid.node.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a netlink message (linux/netlink.h, nlattr). No length is believed: an attribute that ends beyond its
 * message ends the list, and one too short for what is asked of it is as good as absent. Values are borrowed from the
 * message.
 */
public final class Attributes {
    private static final int HEADER_BYTES = 4;
    private static final int NLA_TYPE_MASK = 0x3fff;

    private record Attribute(int type, ByteBuffer value) {}

    private final List<Attribute> all;

    private Attributes(List<Attribute> all) {
        this.all = all;
    }

    public static Attributes parse(ByteBuffer bytes) {
        ByteBuffer region = bytes.duplicate().order(ByteOrder.nativeOrder());
        List<Attribute> all = new ArrayList<>();
        int at = region.position();
        int end = region.limit();
        while (end - at >= HEADER_BYTES) {
            int lengthBytes = Short.toUnsignedInt(region.getShort(at));
            if (lengthBytes < HEADER_BYTES || lengthBytes > end - at) {
                break;
            }
            int type = Short.toUnsignedInt(region.getShort(at + 2)) & NLA_TYPE_MASK;
            all.add(new Attribute(type, NetlinkMessage.slice(region, at + HEADER_BYTES, lengthBytes - HEADER_BYTES)));
            at += NetlinkMessage.align(lengthBytes);
        }
        return new Attributes(all);
    }

    public boolean has(int type) {
        return value(type, 0) != null;
    }

    public int u8(int type, int absent) {
        ByteBuffer value = value(type, 1);
        return value == null ? absent : Byte.toUnsignedInt(value.get(0));
    }

    public int u16(int type, int absent) {
        ByteBuffer value = value(type, 2);
        return value == null ? absent : Short.toUnsignedInt(value.getShort(0));
    }

    /** A port, which travels in network byte order. */
    public int port(int type) {
        ByteBuffer value = value(type, 2);
        return value == null
                ? 0
                : Short.toUnsignedInt(
                        value.duplicate().order(ByteOrder.BIG_ENDIAN).getShort(0));
    }

    /** 32 bits as they are; a mark or a token may come out negative. */
    public int u32(int type, int absent) {
        ByteBuffer value = value(type, 4);
        return value == null ? absent : value.getInt(0);
    }

    /** Up to the first NUL; "" when absent. */
    public String text(int type) {
        ByteBuffer value = value(type, 0);
        if (value == null) {
            return "";
        }
        byte[] bytes = new byte[value.limit()];
        value.get(0, bytes);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** 4 or 16 bytes; null when absent or of another length. */
    public @Nullable InetAddress address(int type) {
        ByteBuffer value = value(type, 4);
        return value == null ? null : address(value, 0, value.limit());
    }

    /** {@code 02:00:5e:10:00:01}; "" when absent or of another length than six bytes. */
    public String mac(int type) {
        ByteBuffer value = value(type, 6);
        if (value == null || value.limit() != 6) {
            return "";
        }
        byte[] bytes = new byte[6];
        value.get(0, bytes);
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }

    /** The attributes within; none when absent. */
    public Attributes nested(int type) {
        ByteBuffer value = value(type, 0);
        return value == null ? new Attributes(List.of()) : parse(value);
    }

    /** An attribute that is a list: the attributes within each element, whatever its number. */
    public List<Attributes> list(int type) {
        return nested(type).all.stream().map(element -> parse(element.value())).toList();
    }

    /** The last attribute of that type, as the kernel itself counts, when it has {@code minimumBytes}. */
    @Nullable
    ByteBuffer value(int type, int minimumBytes) {
        for (Attribute attribute : all.reversed()) {
            if (attribute.type() == type) {
                return attribute.value().limit() < minimumBytes ? null : attribute.value();
            }
        }
        return null;
    }

    /** An IPv6 address stays one even where it maps an IPv4 address, else its prefix length would not fit it. */
    static @Nullable InetAddress address(ByteBuffer from, int offset, int lengthBytes) {
        if (lengthBytes != 4 && lengthBytes != 16) {
            return null;
        }
        byte[] bytes = new byte[lengthBytes];
        from.get(offset, bytes);
        try {
            return lengthBytes == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }
}
