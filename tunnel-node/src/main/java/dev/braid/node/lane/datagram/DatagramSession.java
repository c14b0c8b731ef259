package dev.braid.node.lane.datagram;

import dev.braid.node.path.probe.ProbeKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What belongs to one key: channels, and the ways to where the peer has it too. */
final class DatagramSession {
    /** For all light flows of a tunnel, each way: 1.5 Mbit/s, and twice that on the wire. */
    private static final int BYTES_PER_S = 192_000;

    private final ProbeKey key;
    private final Roads roads;
    private final List<SealingChannel> sealing = new ArrayList<>();
    private final List<LightFlows> light = new ArrayList<>();
    private final DatagramKeys peers;
    /** Made when the peer first uses one. */
    private final @Nullable OpeningChannel[] opening = new OpeningChannel[Datagram.MAX_CHANNELS];

    /** @param loops that send, {@link Datagram#MAX_CHANNELS} at most */
    DatagramSession(ProbeKey key, boolean weAreEdge, Roads roads, int loops) {
        this.key = key;
        this.roads = roads;
        peers = new DatagramKeys(key, !weAreEdge);
        DatagramKeys ours = new DatagramKeys(key, weAreEdge);
        LightFlows.SharedBucket all = new LightFlows.SharedBucket(BYTES_PER_S);
        for (int i = 0; i < loops; i++) {
            light.add(new LightFlows(all));
            sealing.add(new SealingChannel(ours, i));
        }
    }

    boolean isOf(ProbeKey other) {
        return key.equals(other);
    }

    Roads roads() {
        return roads;
    }

    /** The calling loop's. */
    SealingChannel sealing(int loop) {
        return sealing.get(loop);
    }

    /** The calling loop's. */
    LightFlows light(int loop) {
        return light.get(loop);
    }

    /** What tells it from others in a COPY frame. */
    int tag() {
        return (int) key.session();
    }

    /** Whether it may be a datagram of this session's; who sent it is not known before it is opened. */
    boolean isSound(byte[] datagram, int lengthBytes) {
        return Datagram.isSound(datagram, lengthBytes) && Datagram.session(datagram) == key.session();
    }

    synchronized OpeningChannel opening(int channel) {
        OpeningChannel known = opening[channel];
        if (known == null) {
            known = new OpeningChannel(peers, channel);
            opening[channel] = known;
        }
        return known;
    }
}
