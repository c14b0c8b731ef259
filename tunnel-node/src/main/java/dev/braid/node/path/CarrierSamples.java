package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the kernel says of the carriers' subflows: of all of them now and then, of the busiest every moment. */
final class CarrierSamples {
    /** More say no more of a path, and each costs a system call every 25 ms. */
    private static final int BUSIEST = 24;

    private final Supplier<List<Carrier>> carriers;
    private final AckProgress acks = new AckProgress();
    private final Map<Carrier, Long> lastBytes = new HashMap<>();
    private Map<InetAddress, Long> lastMoved = new HashMap<>();

    CarrierSamples(Supplier<List<Carrier>> carriers) {
        this.carriers = carriers;
    }

    Map<Carrier, List<Subflow>> all() {
        return read(carriers.get());
    }

    /** Whether connections have subflows from there, all of them others beside, and none is plain TCP from there. */
    boolean canAllSpare(InetAddress address) {
        boolean any = false;
        for (Map.Entry<Carrier, List<Subflow>> one : all().entrySet()) {
            List<Subflow> up = PathTraffic.established(one.getValue());
            long from = up.stream()
                    .filter(s -> s.local().getAddress().equals(address))
                    .count();
            boolean plain = !MptcpSocket.isMptcp(one.getKey().fd());
            if (from > 0 && (plain || from == up.size())) {
                return false;
            }
            any |= from > 0;
        }
        return any;
    }

    /** By the edge's own address. */
    Map<InetAddress, EdgePath.Look> look(long nowNs) {
        Map<Carrier, List<Subflow>> byCarrier = read(busiest());
        Map<InetAddress, AckProgress.Signs> signs = acks.look(of(byCarrier), nowNs);
        Map<InetAddress, Long> moved = new HashMap<>();
        byCarrier
                .values()
                .forEach(subflows -> subflows.forEach(
                        s -> moved.merge(s.local().getAddress(), s.bytesSent() + s.bytesReceived(), Long::sum)));
        Map<InetAddress, EdgePath.Look> looks = new HashMap<>();
        signs.forEach((address, sign) -> looks.put(
                address,
                new EdgePath.Look(
                        sign,
                        true,
                        Math.max(0, moved.getOrDefault(address, 0L) - lastMoved.getOrDefault(address, 0L)))));
        lastMoved = moved;
        return looks;
    }

    static List<PathTraffic.Sample> of(Map<Carrier, List<Subflow>> byCarrier) {
        return byCarrier.entrySet().stream()
                .map(e -> new PathTraffic.Sample(e.getKey(), e.getValue()))
                .toList();
    }

    private List<Carrier> busiest() {
        List<Carrier> all = carriers.get();
        if (all.size() <= BUSIEST) {
            return all;
        }
        Map<Carrier, Long> grown = new HashMap<>();
        for (Carrier carrier : all) {
            long bytes = carrier.bytesRead() + carrier.bytesWritten();
            grown.put(carrier, bytes - lastBytes.getOrDefault(carrier, 0L));
            lastBytes.put(carrier, bytes);
        }
        lastBytes.keySet().retainAll(grown.keySet());
        return all.stream()
                .sorted(Comparator.comparing(grown::get, Comparator.reverseOrder()))
                .limit(BUSIEST)
                .toList();
    }

    private static Map<Carrier, List<Subflow>> read(List<Carrier> of) {
        Map<Carrier, List<Subflow>> byCarrier = new HashMap<>();
        for (Carrier carrier : of) {
            if (carrier.isOpen()) {
                byCarrier.put(carrier, MptcpSocket.subflows(carrier.fd()));
            }
        }
        return byCarrier;
    }
}
