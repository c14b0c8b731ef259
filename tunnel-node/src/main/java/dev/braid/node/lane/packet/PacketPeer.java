package dev.braid.node.lane.packet;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.Frame;
import dev.braid.node.contract.Prefix;
import dev.braid.node.lane.datagram.DatagramPeer;
import dev.braid.node.tun.VirtioNetHeader;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a tunnel as this lane sees it: its prefixes, and its carriers by event loop. Carriers come and go on their own loops;
 * every loop reads a snapshot.
 */
public final class PacketPeer {
    /** What the tunnel wants to know. Called on the carrier's loop. */
    public interface Watcher {
        void gone(Carrier carrier, CarrierEnd end);

        /** A frame that is no packet; borrowed until it returns. */
        void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes);
    }

    private static final CarrierQueue[] NO_QUEUES = {};

    private final String tunnel;
    private volatile List<Prefix> prefixes;
    private volatile Set<String> reaches;
    private final Watcher watcher;
    private final LaneCounters[] counters;
    private final LaneCounters[] datagramCounters;
    private final DatagramPeer datagrams;
    private final CarrierQueue[][] noQueues;
    private volatile CarrierQueue[][] byLoop;
    private volatile CarrierQueue[] all = NO_QUEUES;
    private final List<CarrierQueue> usable = new ArrayList<>();
    private final PacketLane lane;

    PacketPeer(PacketLane lane, String tunnel, List<Prefix> prefixes, Set<String> reaches, int loops, Watcher watcher) {
        this.lane = lane;
        this.tunnel = tunnel;
        this.prefixes = List.copyOf(prefixes);
        this.reaches = Set.copyOf(reaches);
        this.watcher = watcher;
        counters = new LaneCounters[loops];
        Arrays.setAll(counters, _ -> new LaneCounters());
        datagramCounters = new LaneCounters[loops];
        Arrays.setAll(datagramCounters, _ -> new LaneCounters());
        datagrams = new DatagramPeer(loops, this::datagram);
        noQueues = new CarrierQueue[loops][];
        Arrays.fill(noQueues, NO_QUEUES);
        byLoop = noQueues;
    }

    public String tunnel() {
        return tunnel;
    }

    public List<Prefix> prefixes() {
        return prefixes;
    }

    /** The lane publishes them. */
    void follow(List<Prefix> newPrefixes, Set<String> newReaches) {
        prefixes = List.copyOf(newPrefixes);
        reaches = Set.copyOf(newReaches);
    }

    /** A carrier of this tunnel is up; call it on its loop before any frame arrives. */
    public void add(Carrier carrier) {
        int loop = lane.loopIndex(carrier.loop());
        CarrierQueue queue = new CarrierQueue(carrier, this, loop, lane.inbound(loop), lane.memory(loop));
        carrier.sink(queue);
        synchronized (usable) {
            usable.add(queue);
            publish();
        }
    }

    /** Uses {@code carrier} no more, sends what waits for it, and says goodbye. On its loop. */
    public void drain(Carrier carrier) {
        for (CarrierQueue queue : all) {
            if (queue.carrier() == carrier) {
                retire(queue);
                queue.drain();
            }
        }
    }

    public List<Carrier> carriers() {
        return Arrays.stream(all).map(CarrierQueue::carrier).toList();
    }

    /** Its light packets, to be begun by whoever knows the ways. */
    public DatagramPeer datagrams() {
        return datagrams;
    }

    /** Of packets that have gone and come as datagrams; they are in no other totals. */
    public LaneTotals datagramTotals() {
        return LaneCounters.sum(datagramCounters);
    }

    public LaneTotals totals() {
        return LaneCounters.sum(counters);
    }

    public long waitingPackets() {
        return Arrays.stream(all).mapToLong(CarrierQueue::waitingPackets).sum();
    }

    public long waitingBytes() {
        return Arrays.stream(all).mapToLong(CarrierQueue::waitingBytes).sum();
    }

    boolean reaches(PacketPeer other) {
        return other == this || reaches.contains(other.tunnel);
    }

    /** Whether it has left, all of it; see {@link DatagramPeer#offer}. A peer without a carrier is none: it may have been shut out. */
    boolean offerDatagram(int loop, ByteBuf frame, int flowHash) {
        if (all.length == 0) {
            return false;
        }
        int packetBytes = frame.writerIndex() - Frame.HEADER_BYTES - VirtioNetHeader.BYTES;
        boolean whole = VirtioNetHeader.gsoType(frame, Frame.HEADER_BYTES) == VirtioNetHeader.GSO_NONE;
        boolean done = datagrams.offer(loop, frame, flowHash, whole, System.nanoTime());
        if (done || Frame.type(frame.getInt(0)) == Frame.COPY) {
            datagramCounters[loop].sent(1, packetBytes);
        }
        return done;
    }

    private void datagram(ByteBuf buffer, int lengthBytes) {
        int loop = lane.currentLoop();
        if (all.length > 0) {
            lane.inbound(loop).packet(this, datagramCounters[loop], buffer, 0, lengthBytes);
        } else {
            datagramCounters[loop].droppedInbound(DropReason.NO_CARRIER);
        }
    }

    /** A COPY frame, on the loop of its carrier. */
    void copy(int loop, ByteBuf buffer, int index, int lengthBytes) {
        int packetBytes = lengthBytes - DatagramPeer.COPY_TRAILER_BYTES;
        if (packetBytes < 0) {
            datagramCounters[loop].droppedInbound(DropReason.MALFORMED_PACKET);
        } else if (datagrams.isFirst(buffer, index, lengthBytes)) {
            lane.inbound(loop).packet(this, datagramCounters[loop], buffer, index, packetBytes);
        }
    }

    LaneCounters counters(int loop) {
        return counters[loop];
    }

    /** The flow's carrier on this loop, or null when there is none here. */
    @Nullable
    CarrierQueue pick(int loop, int flowHash) {
        return pick(byLoop[loop], flowHash);
    }

    @Nullable
    CarrierQueue pickAnywhere(int flowHash) {
        return pick(all, flowHash);
    }

    void retire(CarrierQueue queue) {
        synchronized (usable) {
            usable.remove(queue);
            publish();
        }
    }

    void gone(CarrierQueue queue, CarrierEnd end) {
        retire(queue);
        watcher.gone(queue.carrier(), end);
    }

    void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
        watcher.control(carrier, type, buffer, index, lengthBytes);
    }

    private static @Nullable CarrierQueue pick(CarrierQueue[] from, int flowHash) {
        return from.length == 0 ? null : from[(flowHash >>> 8 & 0xffff) % from.length];
    }

    private void publish() {
        CarrierQueue[][] next = noQueues.clone();
        for (int loop = 0; loop < next.length; loop++) {
            int here = loop;
            next[loop] = usable.stream()
                    .filter(q -> lane.loopIndex(q.carrier().loop()) == here)
                    .toArray(CarrierQueue[]::new);
        }
        byLoop = next;
        all = usable.toArray(CarrierQueue[]::new);
    }
}
