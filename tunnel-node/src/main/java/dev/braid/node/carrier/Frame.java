package dev.braid.node.carrier;

/** Frame types and their bounds. A frame is a 4-byte header, type in the top byte and payload length in the rest, and a payload. */
public final class Frame {
    public static final int HEADER_BYTES = 4;

    public static final int HELLO = 1;
    public static final int WELCOME = 2;
    public static final int REFUSE = 3;
    /** A virtio-net header and an IP packet. */
    public static final int PACKET = 4;
    /** 8 bytes that come back in a PONG. */
    public static final int PING = 5;

    public static final int PONG = 6;
    /** Nothing more will be sent on this carrier; the other side finishes what it has and closes. */
    public static final int BYE = 7;
    /** The edge's names of its paths by MPTCP address id, so that a hub can name them too. */
    public static final int PATHS = 8;

    /** Largest payload of any frame: a header and an IP packet of 65,535 bytes, rounded up. */
    public static final int MAX_PAYLOAD_BYTES = 65_560;

    private Frame() {}

    public static int header(int type, int payloadBytes) {
        return type << 24 | payloadBytes;
    }

    static int type(int header) {
        return header >>> 24;
    }

    static int payloadBytes(int header) {
        return header & 0xFF_FFFF;
    }

    /** Whether a length is possible for the type; types we do not know are bounded like packets and skipped. */
    static boolean isSound(int type, int payloadBytes) {
        return switch (type) {
            case 0 -> false;
            case HELLO, WELCOME, REFUSE, PATHS -> payloadBytes <= 4_096;
            case PING, PONG -> payloadBytes == 8;
            case BYE -> payloadBytes == 0;
            default -> payloadBytes <= MAX_PAYLOAD_BYTES;
        };
    }
}
