package dev.braid.node.carrier;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Why a hub will not carry for an authenticated peer.
 *
 * @param text for people, at most 200 characters
 */
public record Refusal(Reason reason, String text) {
    /** Closed set; the number is the code on the wire. */
    public enum Reason {
        OTHER(0),
        VERSION(1),
        UNKNOWN_EDGE(2),
        LANE_UNAVAILABLE(3),
        MALFORMED(4),
        SHUTTING_DOWN(5);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        static Reason of(int code) {
            return Arrays.stream(values())
                    .filter(r -> r.code == code)
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    private static final int MAX_TEXT = 200;

    void write(ByteBuf out) {
        byte[] bytes = text.substring(0, Math.min(text.length(), MAX_TEXT)).getBytes(StandardCharsets.UTF_8);
        out.writeInt(Frame.header(Frame.REFUSE, 1 + bytes.length))
                .writeByte(reason.code)
                .writeBytes(bytes);
    }

    static Refusal read(ByteBuf in, int at, int lengthBytes) {
        if (lengthBytes < 1) {
            return new Refusal(Reason.OTHER, "");
        }
        Reason reason = Reason.of(in.getUnsignedByte(at));
        String text = in.toString(at + 1, Math.min(lengthBytes - 1, 4 * MAX_TEXT), StandardCharsets.UTF_8);
        return new Refusal(reason, text.replaceAll("\\p{Cntrl}", " "));
    }
}
