package dev.braid.node.lane.packet;

import dev.braid.node.contract.Prefix;
import dev.braid.node.lane.packet.PacketPeer.Watcher;
import dev.braid.node.linux.FdWatch;
import dev.braid.node.tun.TunQueue;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lane of one node: its TUN device on its event loops, and its peers. */
public final class PacketLane implements AutoCloseable {
    /** For packets that wait, over all loops. */
    private static final int QUEUE_MEMORY_BYTES = 24 << 20;

    private final List<EventLoop> loops;
    private final boolean checksPeers;
    private final List<Inbound> inbound = new ArrayList<>();
    private final List<Outbound> outbound = new ArrayList<>();
    private final List<QueueMemory> memory = new ArrayList<>();
    private final List<LaneCounters> unrouted = new ArrayList<>();
    private final List<FdWatch> watches = new ArrayList<>();
    private final Map<String, PacketPeer> peers = new HashMap<>();
    private volatile PrefixTable<PacketPeer> table = PrefixTable.of(Map.of());

    PacketLane(List<TunQueue> tun, List<? extends EventLoop> loops, boolean checksPeers) {
        this.loops = List.copyOf(loops);
        this.checksPeers = checksPeers;
        for (int i = 0; i < loops.size(); i++) {
            LaneCounters counters = new LaneCounters();
            unrouted.add(counters);
            memory.add(new QueueMemory(QUEUE_MEMORY_BYTES / loops.size()));
            inbound.add(new Inbound(this, tun.get(i)));
            outbound.add(new Outbound(this, i, tun.get(i), counters));
        }
    }

    /**
     * Starts to read the device.
     *
     * @param tun the device's queues, one per loop
     * @param checksPeers whether packets from peers must come from their own prefixes and go where the peer may go: true on a hub
     */
    public static PacketLane start(List<TunQueue> tun, List<IoEventLoop> loops, boolean checksPeers) {
        PacketLane lane = new PacketLane(tun, loops, checksPeers);
        for (int i = 0; i < loops.size(); i++) {
            lane.watches.add(tun.get(i).watch(loops.get(i), lane.outbound.get(i)));
        }
        return lane;
    }

    /**
     * Adds a peer.
     *
     * @param tunnel its name in metrics and status
     * @param prefixes whatever goes there goes to this peer; the longest prefix wins
     * @param reaches other peers' tunnels it may send to, where peers are checked
     */
    public PacketPeer addPeer(String tunnel, List<Prefix> prefixes, Set<String> reaches, Watcher watcher) {
        PacketPeer peer = new PacketPeer(this, tunnel, prefixes, reaches, loops.size(), watcher);
        synchronized (peers) {
            peers.put(tunnel, peer);
            publish();
        }
        return peer;
    }

    /** The same peer from now on has other prefixes and reaches; its carriers stay. */
    public void follow(PacketPeer peer, List<Prefix> prefixes, Set<String> reaches) {
        synchronized (peers) {
            peer.follow(prefixes, reaches);
            publish();
        }
    }

    public void removePeer(PacketPeer peer) {
        synchronized (peers) {
            peers.remove(peer.tunnel(), peer);
            publish();
        }
    }

    /** What could not be given to any peer. */
    public LaneTotals unrouted() {
        return LaneCounters.sum(unrouted.toArray(LaneCounters[]::new));
    }

    PrefixTable<PacketPeer> table() {
        return table;
    }

    boolean checksPeers() {
        return checksPeers;
    }

    int loopIndex(EventLoop loop) {
        return loops.indexOf(loop);
    }

    /** The number of the loop whose thread this is. */
    int currentLoop() {
        for (int i = 0; i < loops.size(); i++) {
            if (loops.get(i).inEventLoop()) {
                return i;
            }
        }
        throw new IllegalStateException("a packet came on a thread that is none of the lane's");
    }

    Outbound outbound(int loop) {
        return outbound.get(loop);
    }

    Inbound inbound(int loop) {
        return inbound.get(loop);
    }

    QueueMemory memory(int loop) {
        return memory.get(loop);
    }

    /** Stops reading. The device, and with it everything that was routed into it, is its owner's to close. */
    @Override
    public void close() {
        for (int i = 0; i < loops.size(); i++) {
            watches.get(i).close();
            loops.get(i).submit(outbound.get(i)::close).syncUninterruptibly();
        }
    }

    private void publish() {
        Map<Prefix, PacketPeer> entries = new HashMap<>();
        peers.values().forEach(peer -> peer.prefixes().forEach(prefix -> entries.put(prefix.network(), peer)));
        table = PrefixTable.of(entries);
    }
}
