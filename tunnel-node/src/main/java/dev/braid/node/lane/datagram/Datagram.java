package dev.braid.node.lane.datagram;

import dev.braid.node.path.probe.Passenger;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A datagram's header in a buffer of the caller's; the package documentation has the layout. All numbers are big-endian. */
final class Datagram {
    static final int HEADER_BYTES = 24;
    /** Room for a virtio-net header and a packet. */
    static final int MAX_PAYLOAD_BYTES = Passenger.MAX_BYTES - HEADER_BYTES - DatagramKeys.TAG_BYTES;

    /** As many as a node may have event loops. */
    static final int MAX_CHANNELS = 16;

    private static final byte VERSION = 1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Datagram() {}

    static void write(byte[] to, int channel, long session, long sequence) {
        LONG.set(to, 0, 0L);
        to[0] = Passenger.TYPE;
        to[1] = VERSION;
        to[2] = (byte) channel;
        LONG.set(to, 8, session);
        LONG.set(to, 16, sequence);
    }

    static boolean isSound(byte[] datagram, int lengthBytes) {
        return lengthBytes > HEADER_BYTES + DatagramKeys.TAG_BYTES
                && lengthBytes <= Passenger.MAX_BYTES
                && datagram[0] == Passenger.TYPE
                && datagram[1] == VERSION
                && datagram[2] >= 0
                && datagram[2] < MAX_CHANNELS
                && sequence(datagram) > 0;
    }

    static int channel(byte[] datagram) {
        return datagram[2];
    }

    static long session(byte[] datagram) {
        return (long) LONG.get(datagram, 8);
    }

    static long sequence(byte[] datagram) {
        return (long) LONG.get(datagram, 16);
    }
}
