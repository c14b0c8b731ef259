package dev.braid.node.lane.stream;

import dev.braid.node.contract.Prefix;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lane of one node: its flows on its event loops, and its peers. */
public final class StreamLane implements AutoCloseable {
    private static final long SWEEP_MS = 1_000;

    private final List<LoopFlows> loops = new ArrayList<>();
    private final Map<EventLoop, LoopFlows> byLoop = new ConcurrentHashMap<>();
    private final Map<Prefix, StreamPeer> routes = new ConcurrentHashMap<>();
    private final List<StreamPeer> peers = new ArrayList<>();
    private volatile boolean closed;

    /** @param idleNs how long a flow may be silent before it is reset */
    public StreamLane(List<? extends EventLoop> loops, long idleNs) {
        for (EventLoop loop : loops) {
            LoopFlows flows = new LoopFlows(loop, this.loops.size());
            this.loops.add(flows);
            byLoop.put(loop, flows);
            loop.scheduleWithFixedDelay(
                    () -> flows.sweep(System.nanoTime(), idleNs), SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
        }
        loops.getFirst().scheduleWithFixedDelay(this::sweepPeers, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Adds a peer.
     *
     * @param prefixes taken connections to these go to this peer; the longest prefix wins
     * @param maxFlows at once, in each direction
     * @param access what it may have connected here
     */
    public StreamPeer addPeer(
            String tunnel, List<Prefix> prefixes, int maxFlows, Access access, StreamPeer.Watcher watcher) {
        StreamPeer peer = new StreamPeer(this, tunnel, loops.size(), maxFlows, access, watcher);
        synchronized (peers) {
            peers.add(peer);
        }
        prefixes.forEach(prefix -> routes.put(prefix.network(), peer));
        return peer;
    }

    /** The peer's prefixes, and what it may have connected, are others from now on. Flows that are open stay so. */
    public void follow(StreamPeer peer, List<Prefix> prefixes, Access access) {
        peer.follow(access);
        routes.values().removeIf(p -> p == peer);
        prefixes.forEach(prefix -> routes.put(prefix.network(), peer));
    }

    /** Its carriers are their owner's to close. */
    public void removePeer(StreamPeer peer) {
        routes.values().removeIf(p -> p == peer);
        synchronized (peers) {
            peers.remove(peer);
        }
    }

    /** What is open with this peer, collected on the loops. */
    public List<FlowFigures> flows(StreamPeer peer) {
        List<CompletableFuture<List<FlowFigures>>> parts = loops.stream()
                .map(l -> CompletableFuture.supplyAsync(
                        () -> l.flows().stream()
                                .filter(f -> f.isOf(peer))
                                .map(Flow::figures)
                                .toList(),
                        l.loop()))
                .toList();
        return parts.stream()
                .flatMap(part -> part.orTimeout(2, TimeUnit.SECONDS).exceptionally(_ -> List.of()).join().stream())
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        peers().forEach(StreamPeer::close);
    }

    LoopFlows flows(EventLoop loop) {
        LoopFlows flows = byLoop.get(loop);
        if (flows == null) {
            throw new IllegalArgumentException("a carrier on a loop that is not the lane's");
        }
        return flows;
    }

    /** A connection that was accepted and is on no loop yet; its local address is where it wants to go. */
    void accept(EpollSocketChannel tcp) {
        Origin.configure(tcp);
        InetSocketAddress destination = tcp.localAddress();
        InetSocketAddress source = tcp.remoteAddress();
        StreamPeer peer = destination == null || closed ? null : peerFor(destination.getAddress());
        if (peer == null || source == null) {
            tcp.unsafe().closeForcibly();
        } else {
            peer.take(tcp, destination, source);
        }
    }

    private @Nullable StreamPeer peerFor(InetAddress destination) {
        Prefix host = Prefix.of(destination);
        return routes.entrySet().stream()
                .filter(route -> route.getKey().contains(host))
                .max(Comparator.comparingInt(route -> route.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    private Stream<StreamPeer> peers() {
        synchronized (peers) {
            return List.copyOf(peers).stream();
        }
    }

    private void sweepPeers() {
        peers().forEach(peer -> peer.sweep(System.nanoTime()));
    }
}
