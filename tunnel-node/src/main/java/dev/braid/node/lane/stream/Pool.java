package dev.braid.node.lane.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The carriers of one peer: which are idle, and on which loop. Guarded by its {@link StreamPeer}. */
final class Pool {
    private final Set<StreamCarrier> all = new LinkedHashSet<>();
    private final Set<StreamCarrier> busy = new LinkedHashSet<>();
    /** Those we may open a flow on, the last used first: its congestion windows are the freshest. */
    private final List<Deque<StreamCarrier>> idle;

    private final int[] busyOnLoop;
    /** A carrier is lent or given back while it is idle, never while it is busy. */
    private int oursBusy;

    private long returned;

    Pool(int loops) {
        idle = IntStream.range(0, loops)
                .<Deque<StreamCarrier>>mapToObj(_ -> new ArrayDeque<>())
                .toList();
        busyOnLoop = new int[loops];
    }

    void add(StreamCarrier carrier) {
        all.add(carrier);
    }

    void busy(StreamCarrier carrier) {
        if (busy.add(carrier)) {
            busyOnLoop[carrier.loop().index()]++;
            oursBusy += carrier.isOurs() ? 1 : 0;
        }
    }

    /** Its flow is over, and another may begin. */
    void cameBack(StreamCarrier carrier) {
        returned += carrier.isOurs() && busy.contains(carrier) ? 1 : 0;
    }

    void free(StreamCarrier carrier) {
        noLongerBusy(carrier);
        if (carrier.isOurs() && all.contains(carrier)) {
            idle.get(carrier.loop().index()).push(carrier);
        }
    }

    void remove(StreamCarrier carrier) {
        all.remove(carrier);
        idle.get(carrier.loop().index()).remove(carrier);
        noLongerBusy(carrier);
    }

    boolean hasIdle() {
        return idle.stream().anyMatch(ofLoop -> !ofLoop.isEmpty());
    }

    /** An idle one, busy from here on, of the loop that has least to do; null when there is none. */
    @Nullable
    StreamCarrier poll() {
        int best = -1;
        for (int loop = 0; loop < busyOnLoop.length; loop++) {
            if (!idle.get(loop).isEmpty() && (best < 0 || busyOnLoop[loop] < busyOnLoop[best])) {
                best = loop;
            }
        }
        if (best < 0) {
            return null;
        }
        StreamCarrier carrier = idle.get(best).pop();
        busy(carrier);
        return carrier;
    }

    /** Takes at most {@code count} idle ones that match out for good, those that were used longest ago first. */
    List<StreamCarrier> takeOut(int count, Predicate<StreamCarrier> matching) {
        List<StreamCarrier> out = new ArrayList<>();
        for (Deque<StreamCarrier> ofLoop : idle) {
            for (StreamCarrier carrier : List.copyOf(ofLoop).reversed()) {
                if (out.size() < count && matching.test(carrier)) {
                    out.add(carrier);
                }
            }
        }
        out.forEach(this::remove);
        return out;
    }

    List<StreamCarrier> all() {
        return List.copyOf(all);
    }

    PoolFigures figures(int waiting) {
        int oursIdle = idle.stream().mapToInt(Deque::size).sum();
        int theirsBusy = busy.size() - oursBusy;
        return new PoolFigures(oursIdle, oursBusy, all.size() - busy.size() - oursIdle, theirsBusy, waiting, returned);
    }

    private void noLongerBusy(StreamCarrier carrier) {
        if (busy.remove(carrier)) {
            busyOnLoop[carrier.loop().index()]--;
            oursBusy -= carrier.isOurs() ? 1 : 0;
        }
    }
}
