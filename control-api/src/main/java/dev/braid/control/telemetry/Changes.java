package dev.braid.control.telemetry;

import dev.braid.control.event.Events;
import dev.braid.control.store.Outbox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last changes that the outbox told of, for those who look when they have time. */
final class Changes {
    private static final int KEPT = 512;

    private final Deque<Outbox.Change> last = new ArrayDeque<>();
    private final Runnable wake;
    private long newest;
    private volatile long newestEvent;

    Changes(Outbox outbox, Runnable wake) {
        this.wake = wake;
        outbox.subscribe(this::add);
    }

    synchronized List<Outbox.Change> after(long revision) {
        return newest <= revision
                ? List.of()
                : last.stream().filter(change -> change.revision() > revision).toList();
    }

    synchronized long newest() {
        return newest;
    }

    long newestEvent() {
        return newestEvent;
    }

    private void add(Outbox.Change change) {
        if (change.topic().equals(Events.TOPIC)) {
            newestEvent = Math.max(newestEvent, Long.parseLong(change.name()));
        } else {
            synchronized (this) {
                last.addLast(change);
                newest = Math.max(newest, change.revision());
                if (last.size() > KEPT) {
                    last.removeFirst();
                }
            }
        }
        wake.run();
    }
}
