package dev.braid.node.carrier;

import dev.braid.node.carrier.CarrierEnd.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are not authenticated yet, oldest first. When there are too many, the oldest go: an honest handshake takes a few
 * round trips, so whoever has waited longest is the likeliest never to finish.
 */
final class HalfOpen {
    private static final int MAX = 512;
    private static final int MAX_PER_ADDRESS = 128;

    private final Map<CarrierHandler, InetAddress> waiting = new LinkedHashMap<>();
    private final Map<InetAddress, Integer> perAddress = new LinkedHashMap<>();
    private @Nullable CarrierEnd closed;

    void add(CarrierHandler handler, InetSocketAddress from) {
        CarrierHandler crowdedOut;
        CarrierEnd over;
        synchronized (this) {
            over = closed;
            InetAddress address = from.getAddress();
            crowdedOut = perAddress.getOrDefault(address, 0) >= MAX_PER_ADDRESS
                    ? oldest(address)
                    : waiting.size() >= MAX ? waiting.keySet().iterator().next() : null;
            waiting.put(handler, address);
            perAddress.merge(address, 1, Integer::sum);
        }
        handler.channel().closeFuture().addListener(_ -> remove(handler));
        if (crowdedOut != null) {
            remove(crowdedOut);
            crowdedOut.end(new CarrierEnd(Reason.CROWDED_OUT, "too many unfinished handshakes"));
        }
        if (over != null) {
            handler.end(over);
        }
    }

    /** Ends all that wait, and whoever comes later, for this reason. */
    void close(CarrierEnd reason) {
        List<CarrierHandler> all;
        synchronized (this) {
            closed = reason;
            all = List.copyOf(waiting.keySet());
        }
        all.forEach(handler -> handler.end(reason));
    }

    synchronized void remove(CarrierHandler handler) {
        InetAddress address = waiting.remove(handler);
        if (address != null) {
            perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    private CarrierHandler oldest(InetAddress address) {
        Iterator<Map.Entry<CarrierHandler, InetAddress>> all =
                waiting.entrySet().iterator();
        while (true) {
            Map.Entry<CarrierHandler, InetAddress> entry = all.next();
            if (entry.getValue().equals(address)) {
                return entry.getKey();
            }
        }
    }
}
