package dev.braid.node.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Netlink datagrams made by hand, lies included: nothing here pads, counts or checks for the test. */
public final class NetlinkBytes {
    private final ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());

    public NetlinkBytes u8(int... values) {
        for (int value : values) {
            bytes.put((byte) value);
        }
        return this;
    }

    public NetlinkBytes u16(int value) {
        bytes.putShort((short) value);
        return this;
    }

    public NetlinkBytes u32(int value) {
        bytes.putInt(value);
        return this;
    }

    public NetlinkBytes text(String value) {
        bytes.put(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** nlmsghdr with sequence number 1. */
    public NetlinkBytes header(int lengthBytes, int type, int flags) {
        return u32(lengthBytes).u16(type).u16(flags).u32(1).u32(0);
    }

    /** nlattr of the length it claims. */
    public NetlinkBytes attribute(int lengthBytes, int type) {
        return u16(lengthBytes).u16(type);
    }

    public ByteBuffer datagram() {
        return bytes.duplicate().order(ByteOrder.nativeOrder()).flip();
    }

    /** The only message of a datagram whose length it fills in. */
    public NetlinkMessage message() {
        bytes.putInt(0, bytes.position());
        return NetlinkMessage.parse(datagram()).getFirst();
    }

    static NetlinkMessage message(NetlinkRequest request) {
        return NetlinkMessage.parse(ByteBuffer.wrap(request.bytes(1))).getFirst();
    }

    /** What a reader makes of a request, and that it survives the request being cut anywhere. */
    static <T> List<T> readWholeAndCut(NetlinkRequest request, NetlinkSocket.Reader<T> reader) {
        byte[] whole = request.bytes(1);
        for (int length = 16; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole.clone(), 0, length).order(ByteOrder.nativeOrder());
            cut.putInt(0, length);
            read(cut, reader, value -> {});
        }
        List<T> values = new ArrayList<>();
        read(ByteBuffer.wrap(whole), reader, values::add);
        return values;
    }

    private static <T> void read(ByteBuffer datagram, NetlinkSocket.Reader<T> reader, Consumer<T> out) {
        NetlinkMessage.parse(datagram).forEach(message -> reader.read(message, out));
    }
}
