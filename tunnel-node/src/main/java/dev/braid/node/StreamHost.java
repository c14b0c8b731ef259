package dev.braid.node;

import dev.braid.node.host.Host;
import dev.braid.node.host.HostChange;
import dev.braid.node.lane.stream.StreamLane;
import dev.braid.node.lane.stream.Taker;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream lane's hold on the machine: its listener and the rules that lead there. Without them TCP goes by the packet lane. */
final class StreamHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamHost.class);
    private static final String SCOPE = "streams";
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(60);

    private final Host host;
    private final @Nullable Taker taker;
    private List<HostChange> arranged = List.of();
    private volatile @Nullable String fault;
    private volatile long retryNs;

    /** Tries to listen; if it cannot, {@link #fault} says why, and nothing else happens. */
    StreamHost(Host host, StreamLane lane, EventLoop loop) {
        this.host = host;
        Taker started = null;
        try {
            started = Taker.start(lane, loop);
        } catch (IOException e) {
            fail(e);
        }
        taker = started;
    }

    /** Why TCP stays on the packet lane; null when nothing is wrong. */
    @Nullable
    String fault() {
        return fault;
    }

    /** What {@link #arrange} is to bring about, given the listener's port. */
    interface Plan {
        List<HostChange> of(int port);
    }

    /** Whether what the machine did not take is worth another try. */
    boolean isDue() {
        return taker != null && fault != null && System.nanoTime() - retryNs >= 0;
    }

    /** Brings the machine in step. What it did not take is tried again after a minute at the earliest. */
    synchronized void arrange(Plan plan) {
        if (taker == null || (fault != null && !isDue())) {
            return;
        }
        try {
            List<HostChange> wanted = plan.of(taker.port());
            if (!wanted.equals(arranged)) {
                host.bring(SCOPE, wanted);
                arranged = wanted;
            }
            fault = null;
        } catch (IOException e) {
            arranged = List.of();
            fail(e);
            undo();
        }
    }

    private void undo() {
        try {
            host.bring(SCOPE, List.of());
        } catch (IOException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("What the stream lane began could not be undone");
        }
    }

    private void fail(IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(fault)) {
            log.atWarn().addKeyValue("reason", reason).log("TCP goes by the packet lane");
        }
        fault = reason;
        retryNs = System.nanoTime() + RETRY_NS;
    }

    @Override
    public void close() {
        if (taker != null) {
            taker.close();
        }
    }
}
