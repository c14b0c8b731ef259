package dev.braid.node.path;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the kernel says of the carriers' subflows: of all of them now and then, of the busiest every moment, as long as something moves on
 * them or is on its way.
 */
final class CarrierSamples {
    /** More say no more of a path, and each costs a system call every 25 ms. */
    private static final int BUSIEST = 24;

    private static final long STREAM_OVER_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Supplier<List<Carrier>> carriers;
    private final Function<Carrier, List<Subflow>> kernel;
    private final AckProgress acks = new AckProgress();
    private final Map<Carrier, Reading> readings = new HashMap<>();
    private Map<InetAddress, Long> lastMoved = new HashMap<>();
    private Set<Carrier> lastAll = Set.of();
    private long lastAllMoved;

    /** @param bytes that the carrier had moved by then; what was written a moment before may not have left yet */
    private record Reading(long bytes, boolean still, List<Subflow> subflows) {
        /**
         * Nothing has moved for two looks and nothing is on its way, to us neither: another would say the same. What comes behind a hole does
         * not move the carrier.
         */
        boolean holds(Carrier carrier) {
            return still
                    && moved(carrier) == bytes
                    && subflows.stream()
                            .allMatch(s -> s.unackedPackets() == 0 && s.lastDataReceivedNs() > STREAM_OVER_NS);
        }
    }

    /** @param bytes that it has moved since it was read */
    private record Grown(Carrier carrier, long bytes) {}

    CarrierSamples(Supplier<List<Carrier>> carriers) {
        this(carriers, carrier -> MptcpSocket.subflows(carrier.fd()));
    }

    CarrierSamples(Supplier<List<Carrier>> carriers, Function<Carrier, List<Subflow>> kernel) {
        this.carriers = carriers;
        this.kernel = kernel;
    }

    /** Whether the carriers are those that were there when {@link #all} were read, and have moved so little since. */
    boolean areQuiet(long maxBytes) {
        List<Carrier> now = carriers.get();
        return Set.copyOf(now).equals(lastAll) && moved(now) - lastAllMoved <= maxBytes;
    }

    Map<Carrier, List<Subflow>> all() {
        List<Carrier> all = carriers.get();
        lastAll = Set.copyOf(all);
        lastAllMoved = moved(all);
        readings.keySet().retainAll(lastAll);
        return read(all);
    }

    /** Whether connections have subflows from there, all of them others beside, and none is plain TCP from there. Any thread. */
    boolean canAllSpare(InetAddress address) {
        boolean any = false;
        for (Carrier one : carriers.get()) {
            if (!one.isOpen()) {
                continue;
            }
            List<Subflow> up = PathTraffic.established(kernel.apply(one));
            long from = up.stream()
                    .filter(s -> s.local().getAddress().equals(address))
                    .count();
            boolean plain = one.isPlainTcp();
            if (from > 0 && (plain || from == up.size())) {
                return false;
            }
            any |= from > 0;
        }
        return any;
    }

    /** By the edge's own address. */
    Map<InetAddress, EdgePath.Look> look(long nowNs) {
        Map<Carrier, List<Subflow>> still = new HashMap<>();
        List<Carrier> moving = new ArrayList<>();
        for (Carrier carrier : busiest()) {
            Reading reading = readings.get(carrier);
            if (reading != null && reading.holds(carrier)) {
                still.put(carrier, reading.subflows());
            } else {
                moving.add(carrier);
            }
        }
        Map<Carrier, List<Subflow>> byCarrier = read(moving);
        Map<InetAddress, AckProgress.Signs> signs = acks.look(of(byCarrier), nowNs);
        for (List<Subflow> subflows : still.values()) {
            PathTraffic.established(subflows)
                    .forEach(s -> signs.putIfAbsent(s.local().getAddress(), AckProgress.Signs.NONE));
        }
        byCarrier.putAll(still);
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
        PriorityQueue<Grown> most = new PriorityQueue<>(BUSIEST, Comparator.comparingLong(Grown::bytes));
        for (Carrier carrier : all) {
            Reading before = readings.get(carrier);
            long bytes = moved(carrier) - (before == null ? 0 : before.bytes());
            if (most.size() < BUSIEST) {
                most.add(new Grown(carrier, bytes));
            } else if (bytes > most.element().bytes()) {
                most.remove();
                most.add(new Grown(carrier, bytes));
            }
        }
        return most.stream().map(Grown::carrier).toList();
    }

    private static long moved(List<Carrier> all) {
        return all.stream().mapToLong(CarrierSamples::moved).sum();
    }

    private static long moved(Carrier carrier) {
        return carrier.bytesRead() + carrier.bytesWritten();
    }

    private Map<Carrier, List<Subflow>> read(List<Carrier> of) {
        Map<Carrier, List<Subflow>> byCarrier = new HashMap<>();
        for (Carrier carrier : of) {
            if (carrier.isOpen()) {
                long bytes = moved(carrier);
                Reading before = readings.get(carrier);
                boolean still = before != null && before.bytes() == bytes;
                List<Subflow> subflows = kernel.apply(carrier);
                readings.put(carrier, new Reading(bytes, still, subflows));
                byCarrier.put(carrier, subflows);
            }
        }
        return byCarrier;
    }
}
