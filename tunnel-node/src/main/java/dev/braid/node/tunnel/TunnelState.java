package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.Lane;
import dev.braid.node.contract.Prefix;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is known of one tunnel now, for status and metrics. Any thread. */
public final class TunnelState {
    private final String tunnel;
    private final InstantSource time;
    private final List<Carrier> carriers = new CopyOnWriteArrayList<>();
    private final Set<Carrier> streamCarriers = ConcurrentHashMap.newKeySet();
    private final AtomicLong handshakes = new AtomicLong();
    private final AtomicLong fallbacks = new AtomicLong();
    private volatile Instant since;
    private volatile @Nullable CarrierEnd lastEnd;
    private volatile List<Prefix> innerAddresses = List.of();

    TunnelState(String tunnel, InstantSource time) {
        this.tunnel = tunnel;
        this.time = time;
        since = time.instant();
    }

    public String tunnel() {
        return tunnel;
    }

    public boolean isUp() {
        return !carriers.isEmpty();
    }

    /** When it last came up, or went down. */
    public Instant since() {
        return since;
    }

    /** The packet lane's: a tunnel is up as long as there is one. */
    public List<Carrier> carriers() {
        return List.copyOf(carriers);
    }

    /** The stream lane's pool. */
    public List<Carrier> streamCarriers() {
        return List.copyOf(streamCarriers);
    }

    public List<Carrier> allCarriers() {
        List<Carrier> all = new ArrayList<>(carriers);
        all.addAll(streamCarriers);
        return all;
    }

    /** The edge's own inner addresses. */
    public List<Prefix> innerAddresses() {
        return innerAddresses;
    }

    public long handshakes() {
        return handshakes.get();
    }

    public long fallbacks() {
        return fallbacks.get();
    }

    /** Why the last carrier ended, or the last attempt failed; null when nothing of the kind has happened since it was up. */
    public @Nullable CarrierEnd lastEnd() {
        return lastEnd;
    }

    /** Whether this made the tunnel come up. */
    synchronized boolean add(Carrier carrier, List<Prefix> addresses) {
        handshakes.incrementAndGet();
        if (carrier.isPlainTcp()) {
            fallbacks.incrementAndGet();
        }
        if (carrier.hello().lane() == Lane.STREAM) {
            streamCarriers.add(carrier);
            return false;
        }
        boolean first = carriers.isEmpty();
        carriers.add(carrier);
        innerAddresses = addresses;
        if (first) {
            since = time.instant();
            lastEnd = null;
        }
        return first;
    }

    /** Whether this made the tunnel go down. */
    synchronized boolean remove(Carrier carrier, CarrierEnd end) {
        streamCarriers.remove(carrier);
        boolean last = carriers.remove(carrier) && carriers.isEmpty();
        if (last) {
            since = time.instant();
            lastEnd = end;
        }
        return last;
    }

    /** Whether this failure is of another kind than the one before. */
    synchronized boolean failed(CarrierEnd end) {
        CarrierEnd before = lastEnd;
        if (isUp()) {
            return false;
        }
        lastEnd = end;
        return before == null || before.reason() != end.reason();
    }
}
