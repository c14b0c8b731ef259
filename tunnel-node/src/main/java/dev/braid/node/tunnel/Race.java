package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Welcome;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at one carrier over several uplinks, each a little after the other; the first that is up wins (after RFC 8305). Everything
 * happens on the carrier's event loop.
 */
final class Race {
    /** As {@link CarrierConnector#connect}. */
    @FunctionalInterface
    interface Connector {
        @Nullable
        Channel connect(EventLoop loop, Way way, Hello hello, CarrierConnector.Outcome outcome);
    }

    /** Told once, unless the race is abandoned. */
    interface Finish {
        void won(Carrier carrier, Welcome welcome);

        void allFailed(CarrierEnd last);
    }

    /** What a way has for an answer to its first packet before another tries, too. */
    private static final long ANSWER_MS = 250;
    /** The same where nothing is up, so that nobody knows which ways work. */
    private static final long UNKNOWN_ANSWER_MS = 30;
    /** What a way has in all once it has answered: a handshake that takes long says that a processor is busy, not that the link is slow. */
    private static final long HANDSHAKE_MS = 1_000;

    private final long answerMs;
    private final EventLoop loop;
    private final Connector connector;
    private final Hello hello;
    private final Finish finish;
    private final Queue<Way> waiting;
    private final List<Channel> running = new ArrayList<>();
    private int open;
    private boolean reached;
    private boolean over;

    /**
     * @param ways at least one
     * @param known whether the ways come in the order of how well they work
     */
    Race(EventLoop loop, Connector connector, Hello hello, List<Way> ways, boolean known, Finish finish) {
        this.loop = loop;
        this.connector = connector;
        this.hello = hello;
        this.finish = finish;
        answerMs = known ? ANSWER_MS : UNKNOWN_ANSWER_MS;
        waiting = new ArrayDeque<>(ways);
    }

    void start() {
        startNext();
    }

    void abandon() {
        over = true;
        running.forEach(Channel::close);
    }

    private void startNext() {
        Way way = over ? null : waiting.poll();
        if (way == null) {
            return;
        }
        open++;
        Channel channel = connector.connect(loop, way, hello, new Attempt(this));
        if (channel != null) {
            running.add(channel);
        }
        loop.schedule(this::unanswered, answerMs, TimeUnit.MILLISECONDS);
    }

    private void unanswered() {
        if (reached) {
            loop.schedule(this::startNext, HANDSHAKE_MS - answerMs, TimeUnit.MILLISECONDS);
        } else {
            startNext();
        }
    }

    private void finished(Carrier carrier, Welcome welcome) {
        if (over) {
            carrier.close(Reason.REPLACED, "another uplink was quicker");
            return;
        }
        over = true;
        running.stream().filter(c -> !carrier.isOn(c)).forEach(Channel::close);
        finish.won(carrier, welcome);
    }

    private void failed(CarrierEnd end) {
        open--;
        if (over) {
            return;
        }
        if (waiting.isEmpty() && open == 0) {
            over = true;
            finish.allFailed(end);
        } else {
            startNext();
        }
    }

    private record Attempt(Race race) implements CarrierConnector.Outcome {
        @Override
        public void reached() {
            race.reached = true;
        }

        @Override
        public void up(Carrier carrier, Welcome welcome) {
            race.finished(carrier, welcome);
        }

        @Override
        public void failed(CarrierEnd end) {
            race.failed(end);
        }
    }
}
