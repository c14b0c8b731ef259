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
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a carrier. Hosts take turns, however many each has in the line; of one host, who came first goes first. As long as the line
 * moves a wait is only long; when it does not, there is nothing to wait for. Guarded by its owner.
 */
final class WaitingLine<T> {
    /** In a line that does not move. */
    static final long WAIT_NS = TimeUnit.SECONDS.toNanos(10);
    /** In any; most clients give up about now. */
    static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(30);

    private record Place<T>(T who, long sinceNs) {}

    private final SequencedMap<InetAddress, Deque<Place<T>>> byHost = new LinkedHashMap<>();
    private long movedNs;
    private int size;

    WaitingLine(long nowNs) {
        movedNs = nowNs;
    }

    void add(InetAddress host, T who, long sinceNs) {
        byHost.computeIfAbsent(host, _ -> new ArrayDeque<>()).add(new Place<>(who, sinceNs));
        size++;
    }

    /** Whose turn it was, and who has not got what he waited for. */
    void putBack(InetAddress host, T who, long sinceNs) {
        Deque<Place<T>> its = byHost.remove(host);
        Deque<Place<T>> first = its == null ? new ArrayDeque<>() : its;
        first.addFirst(new Place<>(who, sinceNs));
        byHost.putFirst(host, first);
        size++;
    }

    /** Whose turn it is; null when nobody waits. */
    @Nullable
    T poll(long nowNs) {
        var next = byHost.pollFirstEntry();
        if (next == null) {
            return null;
        }
        Place<T> place = next.getValue().remove();
        if (!next.getValue().isEmpty()) {
            byHost.putLast(next.getKey(), next.getValue());
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
