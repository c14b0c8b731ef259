package dev.braid.node.lane.stream;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a carrier. Hosts take turns, however many each has in the line; of one host, who came first goes first. A host that may
 * not have another flow now is passed, and keeps its turn. As long as the line moves a wait is only long; when it does not, there is nothing
 * to wait for. Places are bounded, and a host is given none when it has eight times as many as are still free, so that however many one takes,
 * another finds some. Guarded by its owner.
 */
final class WaitingLine<T> {
    /** In a line that does not move. */
    static final long WAIT_NS = TimeUnit.SECONDS.toNanos(10);
    /** In any; most clients have given up by now. */
    static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(60);

    /** So many for each flow there may be: on a busy machine it gets late, and nobody is refused for that. */
    private static final int PLACES_PER_FLOW = 4;
    /** Who waits is a descriptor, some 3 KB here, and in the kernel what its host has sent. */
    private static final int PLACES_MAX = 16_384;

    private static final int SHARE = 8;

    private record Place<T>(T who, long sinceNs) {}

    private final SequencedMap<InetAddress, Deque<Place<T>>> byHost = new LinkedHashMap<>();
    private final int max;
    private long movedNs;
    private int size;

    WaitingLine(int max, long nowNs) {
        this.max = max;
        movedNs = nowNs;
    }

    /** Of a line for {@code maxFlows} at once. */
    static int places(int maxFlows) {
        return Math.max(maxFlows, Math.min(PLACES_PER_FLOW * maxFlows, PLACES_MAX));
    }

    /** False when there is no place. */
    boolean add(InetAddress host, T who, long sinceNs) {
        Deque<Place<T>> its = byHost.getOrDefault(host, new ArrayDeque<>());
        if (its.size() >= SHARE * (max - size)) {
            return false;
        }
        its.add(new Place<>(who, sinceNs));
        byHost.putIfAbsent(host, its);
        size++;
        return true;
    }

    /** Whose turn it was, and who has not got what he waited for. */
    void putBack(InetAddress host, T who, long sinceNs) {
        Deque<Place<T>> its = byHost.remove(host);
        Deque<Place<T>> first = its == null ? new ArrayDeque<>() : its;
        first.addFirst(new Place<>(who, sinceNs));
        byHost.putFirst(host, first);
        size++;
    }

    /** Whose turn it is; hosts that {@code may} not keep theirs, and it is asked no more once it said yes. Null when nobody who may waits. */
    @Nullable
    T poll(long nowNs, Predicate<InetAddress> may) {
        InetAddress host = byHost.keySet().stream().filter(may).findFirst().orElse(null);
        Deque<Place<T>> its = host == null ? null : byHost.remove(host);
        if (host == null || its == null) {
            return null;
        }
        Place<T> place = its.remove();
        if (!its.isEmpty()) {
            byHost.putLast(host, its);
        }
        movedNs = nowNs;
        size--;
        return place.who();
    }

    /** Takes those out who have waited too long. */
    List<T> late(long nowNs) {
        long limitNs = nowNs - movedNs < WAIT_NS ? LONGEST_WAIT_NS : WAIT_NS;
        List<T> late = new ArrayList<>();
        for (Iterator<Deque<Place<T>>> hosts = byHost.values().iterator(); hosts.hasNext(); ) {
            Deque<Place<T>> its = hosts.next();
            while (!its.isEmpty() && nowNs - its.element().sinceNs() > limitNs) {
                late.add(its.remove().who());
                size--;
            }
            if (its.isEmpty()) {
                hosts.remove();
            }
        }
        return late;
    }

    /** Takes all out. */
    List<T> clear() {
        List<T> all =
                byHost.values().stream().flatMap(Deque::stream).map(Place::who).toList();
        byHost.clear();
        size = 0;
        return all;
    }

    int size() {
        return size;
    }
}
