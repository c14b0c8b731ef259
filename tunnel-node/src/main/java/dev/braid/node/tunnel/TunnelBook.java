package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.Welcome;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps count of all tunnels of a node and says in the log what a person should know. Any thread. */
public final class TunnelBook implements TunnelWatcher {
    private static final Logger log = LoggerFactory.getLogger(TunnelBook.class);

    private final InstantSource time;
    private volatile Map<String, TunnelState> tunnels = Map.of();
    private final Map<CarrierEnd.Reason, AtomicLong> refused = new EnumMap<>(CarrierEnd.Reason.class);

    public TunnelBook(List<String> names, InstantSource time) {
        this.time = time;
        follow(names);
        for (CarrierEnd.Reason reason : CarrierEnd.Reason.values()) {
            refused.put(reason, new AtomicLong());
        }
    }

    /** From now on there are these tunnels; those that were there before keep what is known of them. */
    public synchronized void follow(List<String> names) {
        Map<String, TunnelState> next = new LinkedHashMap<>();
        for (String name : names) {
            TunnelState known = tunnels.get(name);
            next.put(name, known == null ? new TunnelState(name, time) : known);
        }
        tunnels = Collections.unmodifiableMap(next);
    }

    public Collection<TunnelState> tunnels() {
        return tunnels.values();
    }

    /** Connections that never became a carrier. */
    public long refused(CarrierEnd.Reason reason) {
        AtomicLong count = refused.get(reason);
        return count == null ? 0 : count.get();
    }

    @Override
    public void carrierUp(String tunnel, Carrier carrier, Welcome welcome) {
        TunnelState state = tunnels.get(tunnel);
        if (state != null && state.add(carrier, welcome.addresses())) {
            log.atInfo()
                    .addKeyValue("tunnel", tunnel)
                    .addKeyValue("protocol", carrier.agreed().protocol())
                    .addKeyValue("group", carrier.agreed().group())
                    .log("Tunnel is up");
        }
    }

    @Override
    public void carrierGone(String tunnel, Carrier carrier, CarrierEnd end) {
        TunnelState state = tunnels.get(tunnel);
        if (state != null && state.remove(carrier, end)) {
            log.atWarn()
                    .addKeyValue("tunnel", tunnel)
                    .addKeyValue("reason", end.reason().label())
                    .addKeyValue("detail", end.detail())
                    .log("Tunnel is down");
        }
    }

    @Override
    public void carrierFailed(String tunnel, CarrierEnd end) {
        AtomicLong count = refused.get(end.reason());
        if (count != null) {
            count.incrementAndGet();
        }
        TunnelState state = tunnels.get(tunnel);
        if (state != null && state.failed(end)) {
            log.atWarn()
                    .addKeyValue("tunnel", tunnel)
                    .addKeyValue("reason", end.reason().label())
                    .addKeyValue("detail", end.detail())
                    .log("No carrier to the hub; trying on");
        }
    }
}
