package dev.braid.node.path;

import dev.braid.node.carrier.Frame;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The payload of a PATHS frame: a carrier's MPTCP address ids and the uplinks behind them; id 0 is the initial subflow's.
 *
 * <pre>
 *   | count 1 | id 1 | length 1 | name, 1 to 32 characters of a-z 0-9 - | id ...
 * </pre>
 */
public final class PathNames {
    private static final int MAX_NAME = 32;

    private PathNames() {}

    /** Writes the whole frame. */
    public static void write(ByteBuf out, Map<Integer, String> names) {
        int start = out.writerIndex();
        out.writeInt(0).writeByte(names.size());
        names.forEach((id, name) -> {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            out.writeByte(id).writeByte(bytes.length).writeBytes(bytes);
        });
        out.setInt(start, Frame.header(Frame.PATHS, out.writerIndex() - start - Frame.HEADER_BYTES));
    }

    /** Reads a payload; what is not sound in it is left out, because a name is no reason to lose a carrier. */
    public static Map<Integer, String> read(ByteBuf in, int at, int lengthBytes) {
        Map<Integer, String> names = new HashMap<>();
        int end = at + lengthBytes;
        int next = at + 1;
        while (next + 2 <= end) {
            int id = in.getUnsignedByte(next);
            int length = in.getUnsignedByte(next + 1);
            if (length > MAX_NAME || next + 2 + length > end) {
                break;
            }
            String name = in.toString(next + 2, length, StandardCharsets.US_ASCII);
            if (name.matches("[a-z0-9-]{1,32}")) {
                names.put(id, name);
            }
            next += 2 + length;
        }
        return names;
    }
}
