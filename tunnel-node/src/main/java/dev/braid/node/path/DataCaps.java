package dev.braid.node.path;

import dev.braid.node.contract.NodeSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what each uplink has carried in its billing month, and tells paths that they are at their cap. Belongs to the paths' thread. */
final class DataCaps implements AutoCloseable {
    private static final long COUNT_NS = TimeUnit.SECONDS.toNanos(2);

    /** Hears of a warning level, a cap or a new month. */
    @FunctionalInterface
    interface Listener {
        void heard(EdgePath path, String text, Map<String, Double> figures);
    }

    private final InterfaceCounters counters = new InterfaceCounters();
    private final DataBudget budget;
    private final Listener listener;
    private long countedNs = System.nanoTime() - COUNT_NS;

    /** Goes on with what earlier runs have counted. */
    DataCaps(Path stateDirectory, InstantSource time, Listener listener) throws IOException {
        budget = DataBudget.open(stateDirectory, counters, time, ZoneId.systemDefault());
        this.listener = listener;
    }

    void count(Collection<EdgePath> paths, long nowNs) {
        if (nowNs - countedNs < COUNT_NS
                || paths.stream().allMatch(p -> p.spec().dataCap() == null)) {
            return;
        }
        countedNs = nowNs;
        counters.refresh();
        boolean marked = false;
        for (EdgePath path : paths) {
            NodeSpec.DataCap cap = path.spec().dataCap();
            if (cap != null) {
                for (DataBudget.Mark mark :
                        budget.count(path.name(), path.uplink().interfaceName(), cap)) {
                    marked = true;
                    tell(path, cap, mark);
                }
            }
            path.capReached(cap != null && budget.isReached(path.name()));
        }
        budget.write(marked, nowNs);
    }

    /** Null without a cap. */
    @Nullable
    DataUsage usage(EdgePath path) {
        return budget.usage(path.name(), path.spec().dataCap());
    }

    private void tell(EdgePath path, NodeSpec.DataCap cap, DataBudget.Mark mark) {
        DataUsage usage = usage(path);
        double usedBytes = usage == null ? 0 : usage.usedBytes();
        String text = switch (mark) {
            case WARNING -> "%.0f %% of the month's data are used".formatted(100 * usedBytes / cap.limitBytes());
            case CAP ->
                "the month's data is used up; " + (cap.atCap() == NodeSpec.AtCap.STOP ? "stopped" : "a standby now");
            case NEW_PERIOD -> "a new billing period begins";
        };
        listener.heard(path, text, Map.of("usedBytes", usedBytes, "limitBytes", (double) cap.limitBytes()));
    }

    @Override
    public void close() {
        budget.write(true, System.nanoTime());
    }
}
