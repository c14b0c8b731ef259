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
    /** The hub's key for the edge's probes. */
    public static final int PROBES = 9;

    /** How many bytes of this carrier were passed on, 8 bytes; see {@link Credit}. */
    public static final int CREDIT = 10;

    /** A PACKET that may have come another way already, and behind it its number; see dev.braid.node.lane.datagram. */
    public static final int COPY = 11;

    // The stream lane's, see dev.braid.node.lane.stream.
    /** Connect this flow: where to, where from. */
    public static final int OPEN = 16;
    /** It is connected. */
    public static final int OPENED = 17;
    /** It is not, and why; nothing more comes. */
    public static final int REFUSED = 18;
    /** Bytes of the flow; handed on in pieces, as they come. */
    public static final int DATA = 19;
    /** No more bytes of the flow follow. */
    public static final int FIN = 20;
    /** The flow is broken off. */
    public static final int RESET = 21;
    /** From now on it is the other side who opens flows on this carrier. */
    public static final int LEND = 22;

    // Measurements', see dev.braid.node.path.speed.
    /** Measure this. */
    public static final int MEASURE = 32;
    /** Nothing but bytes to count; handed on in pieces, as they come. */
    public static final int BULK = 33;
    /** That was all of it. */
    public static final int BULK_END = 34;
    /** So much of it arrived, in this time. */
    public static final int MEASURED = 35;

    /** Largest payload of any frame: a header and an IP packet of 65,535 bytes, rounded up. */
    public static final int MAX_PAYLOAD_BYTES = 65_560;

    private Frame() {}

    public static int header(int type, int payloadBytes) {
        return type << 24 | payloadBytes;
    }

    public static int type(int header) {
        return header >>> 24;
    }

    static int payloadBytes(int header) {
        return header & 0xFF_FFFF;
    }

    /** Whether the payload is a part of a longer stream of bytes, so that nobody has to wait for all of it. */
    static boolean isStreamed(int type) {
        return type == DATA || type == BULK;
    }

    /** Whether a length is possible for the type; types we do not know are bounded like packets and skipped. */
    static boolean isSound(int type, int payloadBytes) {
        return switch (type) {
            case 0 -> false;
            case HELLO, WELCOME, REFUSE, PATHS, PROBES -> payloadBytes <= 4_096;
            case PING, PONG, CREDIT -> payloadBytes == 8;
            case BYE, FIN, LEND, BULK_END -> payloadBytes == 0;
            case OPEN -> payloadBytes <= 256;
            case MEASURE -> payloadBytes <= 64;
            case MEASURED -> payloadBytes == 16;
            case OPENED -> payloadBytes == 4;
            case REFUSED, RESET -> payloadBytes == 5;
            default -> payloadBytes <= MAX_PAYLOAD_BYTES;
        };
    }
}
