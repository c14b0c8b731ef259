package dev.braid.control.telemetry;

import dev.braid.control.web.Json;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Makes a frame a second while anybody looks, or lately did; keeps those of 15 minutes in at most 8 MB. */
@Component
class Frames {
    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;
    private static final int IDLE_SECONDS = 120;
    /** A client that is further behind than this begins again at the newest. */
    private static final int MOST_AT_ONCE = 900;

    private final Live live;
    private final Json json;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition next = lock.newCondition();
    private final Deque<Frame> kept = new ArrayDeque<>();
    private int characters;
    private long turn;
    private volatile long lookedAt;

    Frames(Live live, Json json, Clock clock) {
        this.live = live;
        this.json = json;
        this.clock = clock;
    }

    /** Counts whatever there is to look at. */
    long turn() {
        lock.lock();
        try {
            return turn;
        } finally {
            lock.unlock();
        }
    }

    boolean awaitTurnAfter(long seen, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (turn == seen && left > 0) {
                left = next.awaitNanos(left);
            }
            return turn != seen;
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            turn++;
            next.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Frame> after(long second) {
        lookedAt = clock.instant().getEpochSecond();
        lock.lock();
        try {
            if (kept.isEmpty() || kept.getLast().second() <= second) {
                return List.of();
            }
            List<Frame> later =
                    kept.stream().filter(frame -> frame.second() > second).toList();
            return later.size() > MOST_AT_ONCE ? List.of(kept.getLast()) : later;
        } finally {
            lock.unlock();
        }
    }

    @Scheduled(fixedRate = 1_000)
    void make() {
        long second = clock.instant().getEpochSecond();
        if (second - lookedAt > IDLE_SECONDS) {
            return;
        }
        SequencedMap<String, String> nodes = new LinkedHashMap<>();
        for (Map.Entry<String, NodeLive> entry : live.all()) {
            NodeNow now = entry.getValue().now();
            if (now != null) {
                nodes.put(entry.getKey(), json.write(LiveNode.of(now, live.isOnline(now))));
            }
        }
        add(new Frame(second, nodes));
        wake();
    }

    private void add(Frame frame) {
        lock.lock();
        try {
            if (!kept.isEmpty() && kept.getLast().second() >= frame.second()) {
                return;
            }
            kept.addLast(frame);
            characters += frame.size();
            while (kept.size() > 1 && (kept.size() > Ring.SECONDS || characters > MOST_CHARACTERS)) {
                characters -= kept.removeFirst().size();
            }
        } finally {
            lock.unlock();
        }
    }
}
