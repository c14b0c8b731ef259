package dev.braid.control.telemetry;

import dev.braid.control.web.Json;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
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

/**
 * Makes a frame a second while anybody looks, or lately did; keeps those of 15 minutes in at most 8 MB. A node whose state changes is told of at
 * once, by itself; the next frame says it, too, so that whoever comes late for it misses nothing.
 */
@Component
class Frames {
    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;
    private static final int IDLE_SECONDS = 120;
    /** A client that is further behind than this begins again at the newest. */
    private static final int MOST_AT_ONCE = 900;

    private static final int MOST_NEWS = 64;

    /** A node that is in another state. */
    record News(long number, Frame frame) {}

    private final Live live;
    private final Json json;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition next = lock.newCondition();
    private final Deque<Frame> kept = new ArrayDeque<>();
    private final Deque<News> news = new ArrayDeque<>();
    private int characters;
    private long newest;
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

    /** Numbers what {@link #newsAfter} gives. */
    long newestNews() {
        lock.lock();
        try {
            return newest;
        } finally {
            lock.unlock();
        }
    }

    List<News> newsAfter(long number) {
        lock.lock();
        try {
            return newest <= number
                    ? List.of()
                    : news.stream().filter(one -> one.number() > number).toList();
        } finally {
            lock.unlock();
        }
    }

    /** The node's state is another than before. */
    void changed(NodeLive node) {
        long second = clock.instant().getEpochSecond();
        if (second - lookedAt > IDLE_SECONDS) {
            return;
        }
        Frame frame = frame(second, List.of(node));
        lock.lock();
        try {
            news.addLast(new News(++newest, frame));
            if (news.size() > MOST_NEWS) {
                news.removeFirst();
            }
        } finally {
            lock.unlock();
        }
        wake();
    }

    @Scheduled(fixedRate = 1_000)
    void make() {
        long second = clock.instant().getEpochSecond();
        if (second - lookedAt > IDLE_SECONDS) {
            return;
        }
        // Of who has yet to come back there is no news to draw.
        add(frame(
                second,
                live.all().stream()
                        .map(Map.Entry::getValue)
                        .filter(node -> !node.isAwaited())
                        .toList()));
        wake();
    }

    private Frame frame(long second, Collection<NodeLive> of) {
        SequencedMap<String, String> nodes = new LinkedHashMap<>();
        for (NodeLive node : of) {
            NodeNow now = node.now();
            if (now != null) {
                nodes.put(now.node(), json.write(LiveNode.of(now, live.isOnline(now))));
            }
        }
        return new Frame(second, nodes);
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
