package dev.braid.node.path.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** A probe or its answer in a buffer of the caller's; the package documentation has the layout. All numbers are big-endian. */
final class ProbeMessage {
    static final int BYTES = 56;
    static final byte PROBE = 1;
    static final byte ANSWER = 2;
    static final int MAX_PATHS = 16;

    private static final byte VERSION = 1;
    private static final int TAG_AT = 40;
    private static final int TAG_BYTES = 16;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private ProbeMessage() {}

    /** @param wanted by bit, the paths on which the hub may send copies of light packets */
    static void writeProbe(byte[] to, int path, long session, long sequence, long sentNs, int wanted) {
        to[0] = PROBE;
        to[1] = VERSION;
        to[2] = (byte) path;
        to[3] = 0;
        INT.set(to, 4, wanted);
        LONG.set(to, 8, session);
        LONG.set(to, 16, sequence);
        LONG.set(to, 24, sentNs);
        LONG.set(to, 32, 0L);
    }

    /** Makes a probe the answer to itself. */
    static void turnIntoAnswer(byte[] message, int received, long hubNs) {
        message[0] = ANSWER;
        INT.set(message, 4, received);
        LONG.set(message, 32, hubNs);
    }

    /** Whether it may be one of this type; nothing is said about who sent it. */
    static boolean isSound(byte[] message, int lengthBytes, byte type) {
        return lengthBytes == BYTES
                && message[0] == type
                && message[1] == VERSION
                && message[2] >= 0
                && message[2] < MAX_PATHS
                && sequence(message) > 0;
    }

    /** The same in a probe as in a passenger. */
    static long session(byte[] message) {
        return (long) LONG.get(message, 8);
    }

    /** Whether it may be something of a {@link Passenger}'s. */
    static boolean isPassenger(byte[] message, int lengthBytes) {
        return lengthBytes >= 16 && lengthBytes <= Passenger.MAX_BYTES && message[0] == Passenger.TYPE;
    }

    static int path(byte[] message) {
        return message[2];
    }

    static int wanted(byte[] message) {
        return (int) INT.get(message, 4);
    }

    static int received(byte[] message) {
        return (int) INT.get(message, 4);
    }

    static long sequence(byte[] message) {
        return (long) LONG.get(message, 16);
    }

    static long sentNs(byte[] message) {
        return (long) LONG.get(message, 24);
    }

    static long hubNs(byte[] message) {
        return (long) LONG.get(message, 32);
    }

    /** One thread's tags of one key; HMAC-SHA-256 (RFC 2104), truncated as its section 5 allows. */
    static final class Seal {
        private static final String ALGORITHM = "HmacSHA256";

        private final Mac mac;
        private final byte[] full;

        Seal(byte[] secret) {
            try {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret, ALGORITHM));
                full = new byte[mac.getMacLength()];
            } catch (InvalidKeyException e) {
                throw new AssertionError("any 32 bytes are a key", e);
            } catch (GeneralSecurityException e) {
                throw new AssertionError("every Java has " + ALGORITHM, e);
            }
        }

        void put(byte[] message) {
            compute(message);
            System.arraycopy(full, 0, message, TAG_AT, TAG_BYTES);
        }

        /** In constant time. */
        boolean isRight(byte[] message) {
            compute(message);
            int difference = 0;
            for (int i = 0; i < TAG_BYTES; i++) {
                difference |= full[i] ^ message[TAG_AT + i];
            }
            return difference == 0;
        }

        private void compute(byte[] message) {
            try {
                mac.update(message, 0, TAG_AT);
                mac.doFinal(full, 0);
            } catch (ShortBufferException e) {
                throw new AssertionError("the buffer has the tag's length", e);
            }
        }
    }
}
