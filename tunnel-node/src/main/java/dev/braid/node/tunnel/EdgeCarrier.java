package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Welcome;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One place of an edge's tunnel, kept filled with a carrier. Everything happens on the place's event loop. */
final class EdgeCarrier {
    /** What the place tells its tunnel. */
    interface Owner {
        /** Called on a thread of its own, because it may ask DNS. */
        List<Way> ways();

        /** Whether anything is up, so that {@link #ways} knows the good ones from the bad. */
        boolean knowsWays();

        void up(Carrier carrier, Welcome welcome);

        /** Use {@code worn} no more; a fresh carrier is up. */
        void replaced(Carrier worn);

        void failed(CarrierEnd end);
    }

    private static final Logger log = LoggerFactory.getLogger(EdgeCarrier.class);
    /** How long keys serve; a test that wants to see them replaced sets a shorter time with {@code -Dbraid.carrier.max-age-s}. */
    private static final long MAX_AGE_NS = TimeUnit.SECONDS.toNanos(Long.getLong("braid.carrier.max-age-s", 3_600));

    private static final long CHECK_MS = Math.min(10_000, TimeUnit.NANOSECONDS.toMillis(MAX_AGE_NS) / 4);

    /** A tunnel's first place knocks so often, and the others come as soon as it is let in. */
    private static final long KNOCK_MS = 1_000;

    private final EventLoop loop;
    private final Race.Connector connector;
    private final Hello hello;
    private final Owner owner;
    private final Backoff backoff;
    private final long maxAgeNs = MAX_AGE_NS - ThreadLocalRandom.current().nextLong(MAX_AGE_NS / 10);
    private @Nullable Carrier current;
    private @Nullable Race race;
    private @Nullable ScheduledFuture<?> next;
    private boolean started;
    private boolean resolving;
    private boolean closed;

    EdgeCarrier(EventLoop loop, Race.Connector connector, Hello hello, Owner owner) {
        this.loop = loop;
        this.connector = connector;
        this.hello = hello;
        this.owner = owner;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        backoff = hello.index() == 0 ? new Backoff(random, KNOCK_MS) : new Backoff(random);
    }

    void start() {
        loop.execute(() -> {
            started = true;
            connect();
        });
        loop.scheduleWithFixedDelay(this::replaceWhenWorn, CHECK_MS, CHECK_MS, TimeUnit.MILLISECONDS);
    }

    /** The carrier of this place is gone. */
    void lost(Carrier carrier) {
        if (carrier == current) {
            current = null;
            connectLater();
        }
    }

    /** Something has changed for the better: try now. Any thread; before the start it means nothing, {@code ways} may not be ready. */
    void retryNow() {
        loop.execute(() -> {
            backoff.reset();
            if (started) {
                connectIfLost();
            }
        });
    }

    /** Any thread. */
    void replace(Carrier carrier) {
        loop.execute(() -> {
            if (carrier == current) {
                connect();
            }
        });
    }

    void close() {
        loop.execute(() -> {
            closed = true;
            if (race != null) {
                race.abandon();
            }
            if (current != null) {
                current.close(Reason.SHUTDOWN, "this node stops");
            }
        });
    }

    private void connect() {
        if (!started || closed || race != null || resolving) {
            return;
        }
        resolving = true;
        Thread.ofVirtual().name("braid-ways").start(() -> {
            List<Way> ways = waysOrNone();
            loop.execute(() -> race(ways));
        });
    }

    /** Whatever goes wrong in finding ways, the next attempt follows. */
    private List<Way> waysOrNone() {
        try {
            return owner.ways();
        } catch (RuntimeException e) {
            log.error("The ways to the hub could not be found", e);
            return List.of();
        }
    }

    private void race(List<Way> ways) {
        resolving = false;
        if (closed) {
            return;
        }
        if (ways.isEmpty()) {
            owner.failed(new CarrierEnd(Reason.UNREACHABLE, "no uplink has an address and a route to the hub"));
            connectLater();
            return;
        }
        race = new Race(loop, connector, hello, ways, owner.knowsWays(), new Finish());
        race.start();
    }

    /** A carrier may have come up while the wait went on. */
    private void connectIfLost() {
        if (current == null) {
            connect();
        }
    }

    private void connectLater() {
        if (!closed && (next == null || next.isDone())) {
            next = loop.schedule(this::connectIfLost, backoff.nextMs(), TimeUnit.MILLISECONDS);
        }
    }

    private void replaceWhenWorn() {
        if (current != null && current.isWorn(maxAgeNs)) {
            connect();
        }
    }

    private final class Finish implements Race.Finish {
        @Override
        public void won(Carrier carrier, Welcome welcome) {
            race = null;
            backoff.reset();
            Carrier worn = current;
            current = carrier;
            owner.up(carrier, welcome);
            if (worn != null) {
                owner.replaced(worn);
            }
        }

        @Override
        public void allFailed(CarrierEnd last) {
            race = null;
            owner.failed(last);
            if (current == null) {
                connectLater();
            }
        }
    }
}
