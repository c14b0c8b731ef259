package dev.braid.node.carrier;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Makes our kernel tell the peer's what has arrived. Data that it moves out of a subflow while we read is acknowledged at the level of the
 * connection only with the next segment that comes or goes (measured on Linux 6.18, net/mptcp/protocol.c). When it is all the peer may have
 * in flight, none comes, and both sides wait for a timer of 0.2 s or more. So whoever has read much without a word of its own, and then
 * nothing, says something. For the carrier's loop only.
 */
final class AckNudge {
    /** Less than a first window. */
    private static final long MUCH_BYTES = 48 * 1024;

    private static final long AFTER_MS = 5;

    private final EventLoop loop;
    private final BooleanSupplier listens;
    private final Runnable say;
    private long heardBytes;
    private long unansweredBytes;
    private boolean waiting;

    /**
     * @param listens whether we read at all: who does not cannot tell whether the peer is silent
     * @param say a word, if one can be said now
     */
    AckNudge(EventLoop loop, BooleanSupplier listens, Runnable say) {
        this.loop = loop;
        this.listens = listens;
        this.say = say;
    }

    void heard(int bytes) {
        heardBytes += bytes;
        unansweredBytes += bytes;
    }

    /** Something, whatever it was. */
    void said() {
        unansweredBytes = 0;
    }

    void readComplete() {
        if (unansweredBytes >= MUCH_BYTES && !waiting && listens.getAsBoolean()) {
            waiting = true;
            long before = heardBytes;
            loop.schedule(() -> look(before), AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void look(long before) {
        waiting = false;
        if (unansweredBytes >= MUCH_BYTES && heardBytes == before && listens.getAsBoolean()) {
            unansweredBytes = 0; // also when nothing can be said now
            say.run();
        }
        readComplete();
    }
}
