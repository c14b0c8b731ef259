package dev.braid.node;

import dev.braid.node.host.Host;
import dev.braid.node.host.HostChange;
import dev.braid.node.lane.stream.StreamLane;
import dev.braid.node.lane.stream.Taker;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stream lane's hold on the machine: its listener and the rules that lead there. Without them TCP goes by the packet lane. */
final class StreamHost implements AutoCloseable {
    private static final String SCOPE = "streams";

    private final @Nullable Taker taker;
    private final StreamRules rules;

    /** Tries to listen; if it cannot, {@link #fault} says why, and nothing else happens. */
    StreamHost(Host host, StreamLane lane, EventLoop loop) {
        rules = new StreamRules(changes -> host.bring(SCOPE, changes), System::nanoTime);
        Taker started = null;
        try {
            started = Taker.start(lane, loop);
        } catch (IOException e) {
            rules.fail(e);
        }
        taker = started;
    }

    /** Why TCP stays on the packet lane; null when nothing is wrong. */
    @Nullable
    String fault() {
        return rules.fault();
    }

    /** What {@link #arrange} is to bring about, given the listener's port. */
    interface Plan {
        List<HostChange> of(int port);
    }

    /** Whether what the machine did not take is worth another try. */
    boolean isDue() {
        return taker != null && rules.isDue();
    }

    /** Brings the machine in step. What it did not take is tried again after a minute at the earliest. */
    void arrange(Plan plan) {
        if (taker != null) {
            int port = taker.port();
            rules.arrange(() -> plan.of(port));
        }
    }

    @Override
    public void close() {
        if (taker != null) {
            taker.close();
        }
    }
}
