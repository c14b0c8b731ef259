package dev.braid.node.lane.datagram;

import dev.braid.node.path.probe.Passenger;
import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Numbers and encrypts what one event loop sends. */
final class SealingChannel {
    private final DatagramKeys keys;
    private final int channel;
    private final Cipher cipher = DatagramKeys.newCipher();
    private final byte[] plain = new byte[Datagram.MAX_PAYLOAD_BYTES];
    private final byte[] datagram = new byte[Passenger.MAX_BYTES];
    private @Nullable SecretKeySpec key;
    private long epoch = -1;
    private long sequence;

    SealingChannel(DatagramKeys keys, int channel) {
        this.keys = keys;
        this.channel = channel;
    }

    /** Of the last one. */
    long sequence() {
        return sequence;
    }

    byte[] datagram() {
        return datagram;
    }

    /**
     * Makes {@link #datagram} of a payload.
     *
     * @return its length in bytes
     */
    int seal(ByteBuf from, int index, int lengthBytes) {
        sequence++;
        from.getBytes(index, plain, 0, lengthBytes);
        Datagram.write(datagram, channel, keys.session(), sequence);
        DatagramKeys.init(cipher, Cipher.ENCRYPT_MODE, key(), sequence);
        cipher.updateAAD(datagram, 0, Datagram.HEADER_BYTES);
        try {
            return Datagram.HEADER_BYTES + cipher.doFinal(plain, 0, lengthBytes, datagram, Datagram.HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("there is room for payload and tag", e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec current = key;
        if (current == null || epoch != DatagramKeys.epoch(sequence)) {
            epoch = DatagramKeys.epoch(sequence);
            current = keys.of(channel, epoch);
            key = current;
        }
        return current;
    }
}
