package dev.braid.node;

import dev.braid.node.host.HostChange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules that lead TCP to our listener: all of them or none, and another try some time after they were refused. */
final class StreamRules {
    private static final Logger log = LoggerFactory.getLogger(StreamRules.class);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(60);

    /** Makes these changes the whole of the lane's. */
    interface Machine {
        void bring(List<HostChange> changes) throws IOException;
    }

    private final Machine machine;
    private final LongSupplier clockNs;
    private List<HostChange> arranged = List.of();
    private volatile @Nullable String fault;
    private volatile long retryNs;

    StreamRules(Machine machine, LongSupplier clockNs) {
        this.machine = machine;
        this.clockNs = clockNs;
    }

    @Nullable
    String fault() {
        return fault;
    }

    boolean isDue() {
        return fault != null && clockNs.getAsLong() - retryNs >= 0;
    }

    synchronized void arrange(Supplier<List<HostChange>> plan) {
        if (fault != null && !isDue()) {
            return;
        }
        try {
            List<HostChange> wanted = plan.get();
            if (!wanted.equals(arranged)) {
                machine.bring(wanted);
                arranged = wanted;
            }
            fault = null;
        } catch (IOException e) {
            arranged = List.of();
            fail(e);
            undo();
        }
    }

    void fail(IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(fault)) {
            log.atWarn().addKeyValue("reason", reason).log("TCP goes by the packet lane");
        }
        fault = reason;
        retryNs = clockNs.getAsLong() + RETRY_NS;
    }

    private void undo() {
        try {
            machine.bring(List.of());
        } catch (IOException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("What the stream lane began could not be undone");
        }
    }
}
