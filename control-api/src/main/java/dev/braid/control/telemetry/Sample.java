package dev.braid.control.telemetry;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * One tunnel or path in one second, minute or hour.
 *
 * @param rttMs 0 when unknown
 * @param upRatio of the time
 */
record Sample(
        double outboundBitsPerSecond, double inboundBitsPerSecond, double rttMs, double lossRatio, double upRatio) {
    /** Of the text of one sample. */
    static final int CHARACTERS = 20;

    private static final int BYTES = 15;
    private static final int UP_MOST = 65_535;

    /**
     * Index in the chunk (1 byte), four floats without their lowest byte (5 digits remain), availability in 1/65535; base64,
     * for text can be appended to text by the same SQL everywhere.
     */
    String encode(int index) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.put((byte) index);
        putFloat(bytes, outboundBitsPerSecond);
        putFloat(bytes, inboundBitsPerSecond);
        putFloat(bytes, rttMs);
        putFloat(bytes, lossRatio);
        bytes.putShort((short) Math.round(upRatio * UP_MOST));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Puts all samples of a chunk's text into their places; of two for one place the later is taken. */
    static void decode(String data, Sample[] places) {
        byte[] all = Base64.getDecoder().decode(data);
        ByteBuffer bytes = ByteBuffer.wrap(all);
        while (bytes.remaining() >= BYTES) {
            int index = bytes.get() & 0xff;
            Sample sample = new Sample(
                    getFloat(bytes),
                    getFloat(bytes),
                    getFloat(bytes),
                    getFloat(bytes),
                    (double) (bytes.getShort() & 0xffff) / UP_MOST);
            if (index < places.length) {
                places[index] = sample;
            }
        }
    }

    double value(Metric metric) {
        return switch (metric) {
            case OUTBOUND_BITS_PER_SECOND -> outboundBitsPerSecond;
            case INBOUND_BITS_PER_SECOND -> inboundBitsPerSecond;
            case RTT_MS -> rttMs;
            case LOSS_RATIO -> lossRatio;
            case UP_RATIO -> upRatio;
        };
    }

    private static void putFloat(ByteBuffer bytes, double value) {
        int bits = Float.floatToIntBits((float) value);
        bytes.putShort((short) (bits >>> 16)).put((byte) (bits >>> 8));
    }

    private static double getFloat(ByteBuffer bytes) {
        int high = bytes.getShort() & 0xffff;
        return Float.intBitsToFloat(high << 16 | (bytes.get() & 0xff) << 8);
    }
}
