package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.contract.Diagnosis;
import dev.braid.node.path.probe.PathProbes;
import dev.braid.node.path.probe.ProbeKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to the hub to find something out: probes, and connections that show whether MPTCP passes. Knows where the hub is once a carrier
 * was up. Belongs to the paths' thread.
 */
final class HubAim {
    private static final long MISSING_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long BUSY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Paths by bit, see {@link PathProbes#send}, and whether the hub does not know them yet. */
    record Wanted(int bits, boolean isNew) {}

    private final Consumer<Runnable> later;
    private @Nullable InetSocketAddress hub;
    private @Nullable ProbeKey key;

    /** @param later runs something on the paths' thread */
    HubAim(Consumer<Runnable> later) {
        this.later = later;
    }

    void at(InetSocketAddress to, ProbeKey with) {
        hub = to;
        key = with;
    }

    /** To be repeated when addresses have changed. */
    void aim(Collection<EdgePath> paths) {
        for (EdgePath path : paths) {
            path.probes().aim(way(path.uplink()), key);
        }
    }

    /**
     * Probes whoever is due.
     *
     * @param wanted for the hub; when it is another, all tell it at once
     * @return whether one is due again very soon
     */
    boolean probe(Collection<EdgePath> paths, Wanted wanted, long nowNs) {
        boolean busy = false;
        for (EdgePath path : paths) {
            long intervalNs = path.probeIntervalNs(nowNs);
            if (wanted.isNew() || path.probes().isDue(intervalNs, nowNs)) {
                path.probes().send(nowNs, wanted.bits());
            }
            busy |= path.isLoaded(nowNs) || intervalNs <= BUSY_NS;
        }
        return busy;
    }

    /** A carrier that had to do without MPTCP says so of the path it started on; a subflow that stays away makes us ask. */
    void findPlain(Collection<EdgePath> paths, Collection<Carrier> carriers, long nowNs) {
        for (Carrier carrier : carriers) {
            if (carrier.isPlainTcp()) {
                paths.stream()
                        .filter(p -> p.addresses().contains(carrier.source()))
                        .forEach(p -> p.passage().fellBack(nowNs));
            }
        }
        for (EdgePath path : paths) {
            PathProbes.Way way = way(path.uplink());
            boolean missing = path.isAlive() && path.isMissing(MISSING_NS, nowNs);
            if (way != null && path.isAlive() && path.passage().asks(missing, nowNs)) {
                check(path, new Way(way.hub(), way.source(), way.device()));
            }
        }
    }

    /** On a thread of its own; the answer comes back to ours. */
    private void check(EdgePath path, Way way) {
        Thread.ofVirtual().name("braid-mptcp-check").start(() -> {
            Diagnosis.Passing result = MptcpCheck.of(way);
            later.accept(() -> {
                long nowNs = System.nanoTime();
                path.passage().found(result, path.isMissing(MISSING_NS, nowNs), nowNs);
            });
        });
    }

    private PathProbes.@Nullable Way way(Uplink uplink) {
        InetSocketAddress to = hub;
        if (to == null) {
            return null;
        }
        List<InetAddress> sources = uplink.source(to.getAddress() instanceof Inet6Address);
        return sources.isEmpty() ? null : new PathProbes.Way(sources.getFirst(), uplink.interfaceName(), to);
    }
}
