package dev.braid.node.lane.datagram;

import dev.braid.node.path.probe.ReplayWindow;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Takes what one event loop of the peer's has sent: each once, whichever way it came. Locked, since copies come on other threads. */
final class OpeningChannel {
    /** A second of a thousand packets: how much earlier the quicker path may be. */
    private static final int WINDOW = 1024;

    /** What became of a datagram. */
    enum Found {
        FIRST,
        SEEN,
        FALSE
    }

    private final DatagramKeys keys;
    private final int channel;
    private final Cipher cipher = DatagramKeys.newCipher();
    private final ReplayWindow window = new ReplayWindow(WINDOW);
    private @Nullable SecretKeySpec key;
    private @Nullable SecretKeySpec nextKey;
    private long nextEpoch;
    private long epoch;

    OpeningChannel(DatagramKeys keys, int channel) {
        this.keys = keys;
        this.channel = channel;
    }

    /** A copy that came inside a carrier, which vouches for it. Whether it is the first. */
    synchronized boolean accept(long sequence) {
        boolean first = window.accept(sequence);
        if (first) {
            follow(DatagramKeys.epoch(sequence));
        }
        return first;
    }

    /** Decrypts into {@code plain}, which has room for any payload; of its length when {@link Found#FIRST}. */
    synchronized Found open(byte[] datagram, int lengthBytes, byte[] plain) {
        long sequence = Datagram.sequence(datagram);
        if (!window.isNew(sequence)) {
            return Found.SEEN;
        }
        SecretKeySpec with = key(DatagramKeys.epoch(sequence));
        if (with == null) {
            return Found.FALSE;
        }
        DatagramKeys.init(cipher, Cipher.DECRYPT_MODE, with, sequence);
        cipher.updateAAD(datagram, 0, Datagram.HEADER_BYTES);
        try {
            cipher.doFinal(datagram, Datagram.HEADER_BYTES, lengthBytes - Datagram.HEADER_BYTES, plain, 0);
        } catch (GeneralSecurityException e) {
            return Found.FALSE;
        }
        window.accept(sequence);
        follow(DatagramKeys.epoch(sequence));
        return Found.FIRST;
    }

    /**
     * This epoch's, or that of any later one: nobody knows how much was lost on the way. What is of an epoch before came when the window had
     * gone on to the next, and is let go.
     */
    private @Nullable SecretKeySpec key(long of) {
        if (of < epoch) {
            return null;
        }
        if (of == epoch) {
            key = key == null ? keys.of(channel, epoch) : key;
            return key;
        }
        if (nextKey == null || of != nextEpoch) {
            nextKey = keys.of(channel, of);
            nextEpoch = of;
        }
        return nextKey;
    }

    private void follow(long newest) {
        if (newest > epoch) {
            key = newest == nextEpoch ? nextKey : null;
            nextKey = null;
            epoch = newest;
        }
    }
}
