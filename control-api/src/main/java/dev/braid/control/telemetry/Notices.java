package dev.braid.control.telemetry;

import dev.braid.control.event.Events;
import dev.braid.control.event.NewEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Events that this instance has noticed itself. What the store does not take waits here, so many that a fleet can come and go twice. */
@Component
class Notices {
    private static final Logger log = LoggerFactory.getLogger(Notices.class);
    private static final int MOST = 4_000;

    private final Events events;
    private final ReentrantLock teller = new ReentrantLock();
    private final Deque<NewEvent> waiting = new ArrayDeque<>();
    private int dropped;

    Notices(Events events) {
        this.events = events;
    }

    /** Of what happened now, each with its time. */
    synchronized void add(Collection<NewEvent> noticed) {
        waiting.addAll(noticed);
        for (; waiting.size() > MOST; dropped++) {
            waiting.removeFirst();
        }
    }

    /** In the order in which they were noticed, each once. */
    void tell() {
        teller.lock();
        List<NewEvent> next = take();
        try {
            events.publish(next);
            next = List.of();
        } finally {
            putBack(next);
            teller.unlock();
        }
    }

    private synchronized List<NewEvent> take() {
        List<NewEvent> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    private synchronized void putBack(List<NewEvent> refused) {
        List<NewEvent> later = take();
        add(refused);
        add(later);
        if (refused.isEmpty() && dropped > 0) {
            log.warn("Events were dropped, the store took none for too long count={}", dropped);
            dropped = 0;
        }
    }
}
